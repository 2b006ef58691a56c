package io.adcp.spring.idempotency.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Statements of a transaction whose outcome nobody waits for. On PostgreSQL they are kept
 * back and sent in one message with the record of the call, or before the transaction's
 * commit where there is none. On other databases they are executed at once.
 * <p>
 * Whoever reads or changes what they write has to {@link #send} them first. A return to
 * one of Spring's savepoints drops those that were added after it.
 *
 * @since 0.1.0
 */
public final class LateStatements {

	private final JdbcTemplate jdbc;

	private final Key key;

	private final boolean kept;

	/**
	 * Create a look at the statements of a data source's transactions. All that are
	 * created for one data source share them.
	 * @param dataSource the data source
	 * @param database its database
	 */
	public LateStatements(DataSource dataSource, LedgerDatabase database) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.key = new Key(LedgerTransaction.unwrap(dataSource));
		this.kept = database == LedgerDatabase.POSTGRESQL;
	}

	/**
	 * Add a statement to the current transaction.
	 * @param sql the statement
	 * @param parameters its parameters; one that may be {@code null} needs a type, or
	 * costs a message of its own
	 */
	public void add(String sql, @Nullable Object... parameters) {
		if (this.kept && TransactionSynchronizationManager.isSynchronizationActive()) {
			ofTransaction().add(new LateStatement(sql, parameters));
		}
		else {
			this.jdbc.update(sql, parameters);
		}
	}

	private LateTransaction ofTransaction() {
		LateTransaction current = current();
		if (current == null) {
			current = new LateTransaction(this.key, this::send);
			TransactionSynchronizationManager.bindResource(this.key, current);
			TransactionSynchronizationManager.registerSynchronization(current);
		}
		return current;
	}

	private @Nullable LateTransaction current() {
		return (LateTransaction) TransactionSynchronizationManager.getResource(this.key);
	}

	/**
	 * Send what was added to the current transaction so far.
	 */
	public void send() {
		send(take());
	}

	/**
	 * Send what was added to the current transaction so far, and one more statement after
	 * it.
	 * @param sql the statement
	 * @param parameters its parameters
	 */
	void sendWith(String sql, @Nullable Object... parameters) {
		List<LateStatement> statements = new ArrayList<>(take());
		statements.add(new LateStatement(sql, parameters));
		send(statements);
	}

	private List<LateStatement> take() {
		LateTransaction current = current();
		return (current != null) ? current.take() : List.of();
	}

	private void send(List<LateStatement> statements) {
		if (!statements.isEmpty()) {
			this.jdbc.update(statements.stream().map(LateStatement::sql).collect(Collectors.joining(";\n")),
					statements.stream().map(LateStatement::parameters).flatMap(Stream::of).toArray());
		}
	}

	private record Key(DataSource dataSource) {

	}

}
