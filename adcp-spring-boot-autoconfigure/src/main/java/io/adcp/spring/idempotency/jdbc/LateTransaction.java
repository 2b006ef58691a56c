package io.adcp.spring.idempotency.jdbc;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What one transaction has kept back. It is sent at the commit at the latest.
 */
final class LateTransaction implements TransactionSynchronization {

	private final Object key;

	private final Consumer<List<LateStatement>> sender;

	private final IdentityHashMap<Object, List<LateStatement>> savepoints = new IdentityHashMap<>();

	private List<LateStatement> statements = new ArrayList<>();

	LateTransaction(Object key, Consumer<List<LateStatement>> sender) {
		this.key = key;
		this.sender = sender;
	}

	void add(LateStatement statement) {
		this.statements.add(statement);
	}

	List<LateStatement> take() {
		List<LateStatement> taken = this.statements;
		this.statements = new ArrayList<>();
		return taken;
	}

	@Override
	public void flush() {
		this.sender.accept(take());
	}

	@Override
	public void beforeCommit(boolean readOnly) {
		flush();
	}

	// What was added by others before the commit, and after this was asked.
	@Override
	public void beforeCompletion() {
		try {
			flush();
		}
		catch (DataAccessException ex) {
			// It has been rolled back already, or PostgreSQL refuses to commit it
		}
	}

	@Override
	public void savepoint(Object savepoint) {
		this.savepoints.put(savepoint, List.copyOf(this.statements));
	}

	// What was kept back then is again, also if it was sent since: that is undone. Before
	// the first savepoint that this has seen, nothing was.
	@Override
	public void savepointRollback(Object savepoint) {
		this.statements = new ArrayList<>(this.savepoints.getOrDefault(savepoint, List.of()));
	}

	@Override
	public void suspend() {
		TransactionSynchronizationManager.unbindResource(this.key);
	}

	@Override
	public void resume() {
		TransactionSynchronizationManager.bindResource(this.key, this);
	}

	@Override
	public void afterCompletion(int status) {
		TransactionSynchronizationManager.unbindResourceIfPossible(this.key);
	}

}
