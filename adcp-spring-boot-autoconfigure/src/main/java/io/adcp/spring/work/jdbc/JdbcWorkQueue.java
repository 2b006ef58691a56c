package io.adcp.spring.work.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import javax.sql.DataSource;

import io.adcp.spring.idempotency.jdbc.LateStatements;
import io.adcp.spring.idempotency.jdbc.LedgerTransaction;
import io.adcp.spring.work.WorkQueue;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Makes work due in the caller's transaction, by one statement, and wakes the engine of
 * this node after the commit.
 *
 * @since 0.1.0
 */
public final class JdbcWorkQueue implements WorkQueue {

	private final JdbcTemplate jdbc;

	private final LateStatements late;

	private final LedgerTransaction transaction;

	private final WorkTable table;

	private final WorkEngine engine;

	/**
	 * Create a queue.
	 * @param dataSource the data source of the business tables
	 * @param table the table of due work
	 * @param engine runs it on this node
	 */
	public JdbcWorkQueue(DataSource dataSource, WorkTable table, WorkEngine engine) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.transaction = new LedgerTransaction(dataSource);
		this.late = new LateStatements(dataSource, table.database());
		this.table = table;
		this.engine = engine;
	}

	@Override
	public void schedule(String kind, String id, Duration delay) {
		this.transaction.require("the due work");
		Instant due = this.engine.now().plus(delay).truncatedTo(ChronoUnit.MICROS);
		this.late.add(this.table.insertSql(), kind, id, this.table.toParameter(due));
		if (delay.isZero()) {
			wakeAfterCommit();
		}
	}

	private void wakeAfterCommit() {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
			@Override
			public void afterCommit() {
				JdbcWorkQueue.this.engine.wake();
			}
		});
	}

	@Override
	public void cancel(String kind, String id) {
		this.transaction.require("the due work");
		this.late.send();
		this.jdbc.update(this.table.cancelSql(), kind, id);
	}

}
