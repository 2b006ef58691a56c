package io.adcp.spring.work.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import io.adcp.spring.work.WorkQueue;

import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Makes work due in the caller's own transaction, with one statement.
 *
 * @since 0.1.0
 */
public class JdbcWorkQueue implements WorkQueue {

	private final DataSource dataSource;

	private final SchedulerClient client;

	private final Runnable wakeUp;

	/**
	 * Create a queue.
	 * @param table where work is kept
	 * @param wakeUp called after a commit that made work due at once, so that this node
	 * does not wait for its next poll
	 */
	public JdbcWorkQueue(WorkTable table, Runnable wakeUp) {
		this.dataSource = table.dataSource();
		this.client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(table.dataSource()))
			.tableName(table.name())
			.serializer(new NoPayload())
			.jdbcCustomization(table.customization())
			.build();
		this.wakeUp = wakeUp;
	}

	@Override
	public void schedule(String kind, String id, Duration delay) {
		requireTransaction();
		// As a batch it is one statement; alone it would be looked up first.
		this.client.scheduleBatch(List.of(new TaskInstance<>(kind, id)), Instant.now().plus(delay));
		if (delay.isZero() && TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
				@Override
				public void afterCommit() {
					JdbcWorkQueue.this.wakeUp.run();
				}
			});
		}
	}

	@Override
	public void cancel(String kind, String id) {
		requireTransaction();
		this.client.cancel(TaskInstanceId.of(kind, id));
	}

	private void requireTransaction() {
		if (!TransactionSynchronizationManager.isActualTransactionActive()
				|| !(TransactionSynchronizationManager.getResource(this.dataSource) instanceof ConnectionHolder)) {
			throw new IllegalStateException("Work becomes due with a commit, but the current thread has no transaction "
					+ "on the data source that keeps it. Use the transaction manager of that data source.");
		}
	}

}
