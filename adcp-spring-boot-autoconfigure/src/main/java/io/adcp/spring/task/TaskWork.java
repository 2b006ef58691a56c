package io.adcp.spring.task;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import io.adcp.spring.downstream.DownstreamCalls;
import io.adcp.spring.downstream.UnknownCallOutcomeException;
import io.adcp.spring.idempotency.ClaimLostException;
import io.adcp.spring.work.WorkHandler;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs the {@link AdcpWork work} of tasks.
 *
 * @since 0.1.0
 */
public class TaskWork implements WorkHandler {

	private static final Log logger = LogFactory.getLog(TaskWork.class);

	private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

	private final TaskStore store;

	private final Supplier<AdcpTasks> tasks;

	private final DownstreamCalls calls;

	private final WorkMethods methods;

	/**
	 * Create the handler.
	 * @param store keeps the tasks
	 * @param tasks gives what ends them; asked by the first run
	 * @param calls calls other systems
	 * @param methods do the work
	 */
	public TaskWork(TaskStore store, Supplier<AdcpTasks> tasks, DownstreamCalls calls, WorkMethods methods) {
		this.store = store;
		this.tasks = tasks;
		this.calls = calls;
		this.methods = methods;
	}

	@Override
	public String kind() {
		return AdcpTasks.KIND;
	}

	@Override
	public boolean isNeeded() {
		return !this.methods.isEmpty();
	}

	@Override
	public @Nullable Duration run(String id) throws Exception {
		TaskStore.Start start = this.store.begin(id);
		if (start.task() == null) {
			return start.retryAfter();
		}
		StoredTask task = start.task();
		WorkMethod method = this.methods.find(Objects.requireNonNull(task.work()));
		if (method == null) {
			logger.warn("Task " + id + " waits for the work '" + task.work() + "', and no @AdcpWork method of this "
					+ "application has that name");
			return LOOK_AGAIN;
		}
		return run(task, new TaskCalls(this.store, task, start.now(), System::nanoTime), method);
	}

	private @Nullable Duration run(StoredTask task, TaskCalls journal, WorkMethod method) throws Exception {
		try {
			AdcpTaskRun run = new AdcpTaskRun(this.tasks.get(), task, journal, this.calls);
			method.invoke(task.payload(), run);
			return run.outcome();
		}
		catch (ClaimLostException | TaskEndedException ex) {
			logger
				.info("Run " + task.run() + " of task " + task.task().id() + " was overtaken, and has changed nothing");
			return null;
		}
		catch (UnknownCallOutcomeException ex) {
			logger
				.warn("Task " + task.task().id() + " cannot go on: " + ex.reason() + ". It is not failed, and the call "
						+ "is not made anew: the work is repeated until the other system tells (docs/downstream.md)");
			throw ex;
		}
		finally {
			journal.end();
		}
	}

}
