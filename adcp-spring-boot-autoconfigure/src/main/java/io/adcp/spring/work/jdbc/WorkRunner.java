package io.adcp.spring.work.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.adcp.spring.work.WorkHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Runs due work on this node, from the application's start to its stop. Without a
 * {@link WorkHandler} it does nothing, and asks the database nothing.
 *
 * @since 0.1.0
 */
public class WorkRunner implements SmartLifecycle {

	// A kind that no node of this release knows may be that of a newer one.
	private static final Duration KEEP_UNKNOWN_KINDS = Duration.ofDays(36_500);

	// Within what Spring grants a bean to stop.
	private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

	private final WorkTable table;

	private final WorkSettings settings;

	private final Supplier<List<WorkHandler>> handlers;

	private volatile @Nullable Scheduler scheduler;

	/**
	 * Create a runner.
	 * @param table where work is kept
	 * @param settings how it is run
	 * @param handlers gives the handlers, when the runner starts
	 */
	public WorkRunner(WorkTable table, WorkSettings settings, Supplier<List<WorkHandler>> handlers) {
		this.table = table;
		this.settings = settings;
		this.handlers = handlers;
	}

	@Override
	public synchronized void start() {
		List<WorkHandler> known = this.handlers.get();
		if (this.scheduler == null && !known.isEmpty()) {
			Scheduler started = scheduler(known);
			started.start();
			this.scheduler = started;
		}
	}

	/**
	 * Stop, and let the work that is being done end.
	 */
	@Override
	public synchronized void stop() {
		Scheduler running = this.scheduler;
		if (running != null) {
			this.scheduler = null;
			running.stop();
		}
	}

	@Override
	public boolean isRunning() {
		return this.scheduler != null;
	}

	/**
	 * Look for due work now. Does nothing while the runner is stopped.
	 */
	public void wakeUp() {
		Scheduler running = this.scheduler;
		if (running != null) {
			running.triggerCheckForDueExecutions();
		}
	}

	private Scheduler scheduler(List<WorkHandler> known) {
		List<Task<?>> tasks = known.stream().<Task<?>>map(this::task).toList();
		SchedulerBuilder builder = Scheduler.create(this.table.dataSource(), tasks)
			.tableName(this.table.name())
			.serializer(new NoPayload())
			.jdbcCustomization(this.table.customization())
			.commitWhenAutocommitDisabled(true)
			.threads(this.settings.threads())
			.pollingInterval(this.settings.pollInterval())
			.heartbeatInterval(this.settings.heartbeat())
			.missedHeartbeatsLimit(WorkSettings.MISSED_HEARTBEATS)
			.deleteUnresolvedAfter(KEEP_UNKNOWN_KINDS)
			.shutdownMaxWait(LONGEST_STOP)
			.failureLogging(LogLevel.WARN, true);
		if (this.table.customization().supportsSingleStatementLockAndFetch()) {
			builder.pollUsingLockAndFetch(0.5, 1.0);
		}
		return builder.build();
	}

	private Task<Void> task(WorkHandler handler) {
		return Tasks.custom(handler.kind(), Void.class)
			.onFailure(this::backOff)
			.onDeadExecutionRevive()
			.execute((instance, context) -> run(handler, instance.getId()));
	}

	private static CompletionHandler<Void> run(WorkHandler handler, String id) {
		Duration again = doneBy(handler, id);
		return (again == null) ? new CompletionHandler.OnCompleteRemove<>()
				: (complete, operations) -> operations.reschedule(complete, Instant.now().plus(again));
	}

	private static @Nullable Duration doneBy(WorkHandler handler, String id) {
		try {
			return handler.run(id);
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void backOff(ExecutionComplete complete, ExecutionOperations<Void> operations) {
		Duration delay = this.settings.backOff(complete.getExecution().consecutiveFailures);
		operations.reschedule(complete, complete.getTimeDone().plus(delay));
	}

}
