package io.adcp.spring.task;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;

import io.adcp.spring.AdcpError;
import io.adcp.spring.downstream.Downstream;
import io.adcp.spring.downstream.DownstreamCalls;
import io.adcp.spring.downstream.NotedCall;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * A run of a task's {@link AdcpWork work}. It says how the task goes on, once: by an end,
 * by {@link #again}, {@link #awaitDecision} or {@link #requireInput}. A run that was
 * overtaken, because its node stood still or because somebody else has ended the task,
 * can change nothing any more.
 *
 * @since 0.1.0
 */
public final class AdcpTaskRun {

	private final AdcpTasks tasks;

	private final StoredTask task;

	private final TaskCalls journal;

	private final DownstreamCalls calls;

	private final Set<String> asked = new HashSet<>();

	private final Set<String> answered = new HashSet<>();

	private boolean over;

	private @Nullable Duration again;

	AdcpTaskRun(AdcpTasks tasks, StoredTask task, TaskCalls journal, DownstreamCalls calls) {
		this.tasks = tasks;
		this.task = task;
		this.journal = journal;
		this.calls = calls;
	}

	/**
	 * Return the id of the task.
	 * @return the id that the buyer knows
	 */
	public String taskId() {
		return this.task.task().id();
	}

	/**
	 * Return the task as it was when the run began.
	 * @return the task
	 */
	public TaskRecord task() {
		return this.task.task();
	}

	/**
	 * Call another system, or find out what an earlier run's call has come to.
	 * @param <Q> the type of its requests
	 * @param <A> the type of its answers
	 * @param system the system
	 * @param request the request, the same in each run
	 * @return the answer
	 * @throws io.adcp.spring.downstream.CallRefusedException if the system has proven
	 * that it did nothing
	 * @throws io.adcp.spring.downstream.UnknownCallOutcomeException if it is not known
	 * what the system did; let it pass, so that the run is repeated
	 * @throws io.adcp.spring.idempotency.ClaimLostException if the run was overtaken
	 * @throws IllegalStateException within a transaction
	 */
	public <Q, A> A call(Downstream<Q, A> system, Q request) {
		return call(system.name(), system, request);
	}

	/**
	 * Call another system, as above, in one of several steps.
	 * @param <Q> the type of its requests
	 * @param <A> the type of its answers
	 * @param step what tells this call from the task's others, the same in each run
	 * @param system the system
	 * @param request the request, the same in each run
	 * @return the answer
	 */
	public <Q, A> A call(String step, Downstream<Q, A> system, Q request) {
		this.answered.remove(step);
		this.asked.add(step);
		A answer = this.calls.call(this.journal, step, system, request);
		this.answered.add(step);
		return answer;
	}

	/**
	 * End the task with a response. The rows that are written meanwhile commit with the
	 * task's end, and with the webhook that tells of it.
	 * @param response does the last of the work, in a transaction, and returns the
	 * response of the task that was called
	 * @throws io.adcp.spring.idempotency.ClaimLostException if the run was overtaken;
	 * nothing was written
	 * @throws TaskEndedException if the task has ended already; nothing was written
	 * @throws IllegalStateException if it is not known what became of a call of this run
	 * @throws Exception what the work or the commit threw; nothing was written
	 */
	public void complete(Callable<?> response) throws Exception {
		requireKnown(TaskState.COMPLETED, this.asked);
		change(TaskState.COMPLETED, () -> this.tasks.json(response.call()));
	}

	/**
	 * End the task: the seller refuses it.
	 * @param error what the buyer is told
	 * @throws IllegalStateException if it is not known what became of a call, an earlier
	 * run's included: this run has to make it, which finds out
	 * @throws Exception as {@link #complete} does
	 */
	public void reject(AdcpError error) throws Exception {
		giveUp(TaskState.REJECTED, () -> AdcpTasks.json(error));
	}

	/**
	 * End the task: the seller refuses it. Rows are written in the same transaction.
	 * @param error what the buyer is told
	 * @param rows writes them
	 * @throws IllegalStateException as where no rows are written
	 * @throws Exception as {@link #complete} does
	 */
	public void reject(AdcpError error, Runnable rows) throws Exception {
		giveUp(TaskState.REJECTED, () -> after(rows, error));
	}

	/**
	 * End the task: it failed for good.
	 * @param error what the buyer is told
	 * @throws IllegalStateException if it is not known what became of a call, an earlier
	 * run's included: this run has to make it, which finds out
	 * @throws Exception as {@link #complete} does
	 */
	public void fail(AdcpError error) throws Exception {
		giveUp(TaskState.FAILED, () -> AdcpTasks.json(error));
	}

	/**
	 * End the task: it failed for good. Rows are written in the same transaction.
	 * @param error what the buyer is told
	 * @param rows writes them
	 * @throws IllegalStateException as where no rows are written
	 * @throws Exception as {@link #complete} does
	 */
	public void fail(AdcpError error, Runnable rows) throws Exception {
		giveUp(TaskState.FAILED, () -> after(rows, error));
	}

	// What another system may have done is not given up (AdCP 3.2 idempotency, rule 9).
	private void giveUp(TaskState state, Callable<JsonNode> work) throws Exception {
		requireKnown(state, this.journal.calls().stream().map(NotedCall::step).toList());
		change(state, work);
	}

	// A call that was refused is no longer in the journal.
	private void requireKnown(TaskState state, Collection<String> steps) {
		for (NotedCall call : this.journal.calls()) {
			if (steps.contains(call.step()) && !this.answered.contains(call.step())) {
				throw new IllegalStateException("Task " + taskId() + " cannot end as " + state.wireName()
						+ ": it is not known what became of its call '" + call.step()
						+ "'. Make the call in this run, or let the exception that it threw pass");
			}
		}
	}

	private static JsonNode after(Runnable rows, AdcpError error) {
		rows.run();
		return AdcpTasks.json(error);
	}

	/**
	 * Tell the buyer that the task cannot go on without more from it. The work is not run
	 * again before {@link AdcpTasks#resume}; some other code may end the task as well.
	 * @param question what is asked, as for {@link AdcpTasks#requireInput}
	 * @throws Exception as {@link #complete} does
	 */
	public void requireInput(Object question) throws Exception {
		change(TaskState.INPUT_REQUIRED, () -> this.tasks.json(question));
	}

	/**
	 * Have the work run again.
	 * @param delay how long to wait, at least
	 */
	public void again(Duration delay) {
		requireOpen();
		this.again = delay.isNegative() ? Duration.ZERO : delay;
		this.over = true;
	}

	/**
	 * Leave the task's end to somebody else, such as a person. The work is not run again
	 * before {@link AdcpTasks#resume}.
	 */
	public void awaitDecision() {
		requireOpen();
		this.over = true;
	}

	private void change(TaskState state, Callable<JsonNode> work) throws Exception {
		requireOpen();
		this.tasks.change(taskId(), this.task.run(), state, work);
		this.over = true;
	}

	private void requireOpen() {
		if (this.over) {
			throw new IllegalStateException("This run has said already how task " + taskId() + " goes on");
		}
	}

	/**
	 * Return when the work is to be run again.
	 * @return how long to wait, or {@code null} for never
	 * @throws IllegalStateException if the run has not said how the task goes on
	 */
	@Nullable Duration outcome() {
		if (!this.over) {
			throw new IllegalStateException("The work '" + this.task.work() + "' has returned without saying how task "
					+ taskId() + " goes on: end it, or call again, awaitDecision or requireInput");
		}
		return this.again;
	}

}
