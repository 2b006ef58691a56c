package io.adcp.spring.work.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.adcp.spring.idempotency.jdbc.LedgerDatabase;
import io.adcp.spring.idempotency.jdbc.LedgerTransaction;
import io.adcp.spring.work.WorkHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Runs due work on this node, by db-scheduler. It starts last and stops first, and does
 * not start where nobody handles work.
 *
 * @since 0.1.0
 */
public final class WorkEngine implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(WorkEngine.class);

	// Kinds that this version of the application does not know are a newer one's.
	private static final Duration NEVER = Duration.ofDays(36500);

	private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

	private static final Duration BUSY = Duration.ofMillis(500);

	private final DataSource dataSource;

	private final WorkTable table;

	private final WorkSettings settings;

	private final Supplier<List<WorkHandler>> handlers;

	private final JdbcTemplate jdbc;

	private volatile @Nullable Scheduler scheduler;

	/**
	 * Create an engine.
	 * @param dataSource the data source of the business tables
	 * @param table the table of due work
	 * @param settings how it is run
	 * @param handlers do it; asked at the start
	 */
	public WorkEngine(DataSource dataSource, WorkTable table, WorkSettings settings,
			Supplier<List<WorkHandler>> handlers) {
		this.dataSource = LedgerTransaction.unwrap(dataSource);
		this.jdbc = new JdbcTemplate(this.dataSource);
		this.table = table;
		this.settings = settings;
		this.handlers = handlers;
	}

	@Override
	public synchronized void start() {
		List<Task<?>> kinds = this.handlers.get()
			.stream()
			.filter(WorkHandler::isNeeded)
			.<Task<?>>map(this::kind)
			.toList();
		if (this.scheduler == null && !kinds.isEmpty()) {
			Scheduler built = build(kinds);
			built.start();
			this.scheduler = built;
		}
	}

	private Scheduler build(List<Task<?>> kinds) {
		SchedulerBuilder builder = Scheduler.create(this.dataSource, kinds)
			.tableName(this.table.name())
			.schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
			.serializer(new NoPayload())
			.clock(this::now)
			.threads(this.settings.threads())
			.pollingInterval(this.settings.poll())
			.heartbeatInterval(this.settings.heartbeat())
			.missedHeartbeatsLimit(WorkSettings.MISSED_HEARTBEATS)
			.deleteUnresolvedAfter(NEVER)
			.shutdownMaxWait(LONGEST_STOP)
			.commitWhenAutocommitDisabled(true)
			.alwaysPersistTimestampInUTC()
			.failureLogging(LogLevel.OFF, false);
		if (this.table.database() == LedgerDatabase.POSTGRESQL) {
			builder.pollUsingLockAndFetch(0.5, 1.0);
		}
		return builder.build();
	}

	private Task<Void> kind(WorkHandler handler) {
		Semaphore free = new Semaphore(handler.atATime(this.settings.threads()));
		return Tasks.custom(handler.kind(), Void.class)
			.onFailure((complete, operations) -> retry(handler, complete, operations))
			.onDeadExecutionRevive()
			.execute((instance, context) -> end(run(handler, free, instance.getId())));
	}

	// A thread that nothing of this kind may have now is given back.
	private static @Nullable Duration run(WorkHandler handler, Semaphore free, String id) {
		if (!free.tryAcquire()) {
			return BUSY;
		}
		try {
			return handler.run(id);
		}
		catch (Exception ex) {
			throw new FailedWorkException(ex);
		}
		finally {
			free.release();
		}
	}

	private CompletionHandler<Void> end(@Nullable Duration again) {
		return (again != null)
				? (complete, operations) -> operations.reschedule(complete, complete.getTimeDone().plus(again))
				: (complete, operations) -> finish(complete.getExecution());
	}

	// Made due again while it ran: the row stays, and is run once more.
	private void finish(Execution execution) {
		this.jdbc.execute((ConnectionCallback<Boolean>) (connection) -> {
			boolean finished = update(connection, this.table.finishSql(), execution)
					|| update(connection, this.table.repeatSql(), execution);
			if (!connection.getAutoCommit()) {
				connection.commit();
			}
			return finished;
		});
	}

	private static boolean update(Connection connection, String sql, Execution execution) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.setString(1, execution.getTaskName());
			statement.setString(2, execution.getId());
			statement.setLong(3, execution.version);
			WorkTable.setInstant(statement, 4, execution.executionTime);
			return statement.executeUpdate() > 0;
		}
	}

	private void retry(WorkHandler handler, ExecutionComplete complete, ExecutionOperations<Void> operations) {
		Execution execution = complete.getExecution();
		int failures = execution.consecutiveFailures + 1;
		Duration wait = this.settings.backoff(failures, ThreadLocalRandom.current().nextDouble());
		Throwable cause = complete.getCause().orElse(null);
		logger.warn(
				"Work '" + handler.kind() + "' failed for " + execution.getId() + " (" + failures
						+ " in a row), and is done again in " + wait.toMillis() + " ms",
				(cause instanceof FailedWorkException failed) ? failed.getCause() : cause);
		try {
			operations.reschedule(complete, complete.getTimeDone().plus(wait));
		}
		catch (ExecutionException ex) {
			logger.debug("The work was cancelled, or taken over by another node, while it ran", ex);
		}
	}

	Instant now() {
		return this.settings.clock().instant();
	}

	/**
	 * Look for due work now.
	 */
	void wake() {
		Scheduler running = this.scheduler;
		if (running != null) {
			running.triggerCheckForDueExecutions();
		}
	}

	@Override
	public synchronized void stop() {
		if (this.scheduler != null) {
			Objects.requireNonNull(this.scheduler).stop();
			this.scheduler = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.scheduler != null;
	}

	/**
	 * Carries what a handler threw through the library.
	 */
	private static final class FailedWorkException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		FailedWorkException(Exception cause) {
			super(cause);
		}

	}

}
