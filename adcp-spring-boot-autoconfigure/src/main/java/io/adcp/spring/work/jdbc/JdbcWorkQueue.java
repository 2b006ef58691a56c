package io.adcp.spring.work.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import javax.sql.DataSource;

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
		this.table = table;
		this.engine = engine;
	}

	@Override
	public void schedule(String kind, String id, Duration delay) {
		this.transaction.require("the due work");
		Instant due = due(delay);
		this.jdbc.update(this.table.insertSql(), (statement) -> this.table.bind(statement, 1, kind, id, due));
		if (delay.isZero()) {
			wakeAfterCommit();
		}
	}

	/**
	 * Return the time at which work is due.
	 * @param delay how long to wait from now
	 * @return the time, as exact as the table keeps it
	 */
	public Instant due(Duration delay) {
		return this.engine.now().plus(delay).truncatedTo(ChronoUnit.MICROS);
	}

	/**
	 * Have this node look for due work once the current transaction has committed.
	 */
	public void wakeAfterCommit() {
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
		this.jdbc.update(this.table.cancelSql(), kind, id);
	}

}
