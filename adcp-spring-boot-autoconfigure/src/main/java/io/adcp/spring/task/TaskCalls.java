package io.adcp.spring.task;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import io.adcp.spring.downstream.CallJournal;
import io.adcp.spring.downstream.NotedCall;
import io.adcp.spring.idempotency.ClaimLostException;

/**
 * The calls of a task, kept on its row. A call that has been noted keeps other runs from
 * beginning for as long as it may take, unless its run ends before.
 */
final class TaskCalls implements CallJournal {

	private final TaskStore store;

	private final String taskId;

	private final int run;

	private final Instant begun;

	private final LongSupplier nanoTime;

	private final long begunNanos;

	private List<NotedCall> calls;

	private boolean busy;

	TaskCalls(TaskStore store, StoredTask task, Instant begun, LongSupplier nanoTime) {
		this.store = store;
		this.taskId = task.task().id();
		this.run = task.run();
		this.calls = task.calls();
		this.begun = begun;
		this.nanoTime = nanoTime;
		this.begunNanos = nanoTime.getAsLong();
	}

	@Override
	public List<NotedCall> calls() {
		return this.calls;
	}

	@Override
	public Instant now() {
		return this.begun.plusNanos(this.nanoTime.getAsLong() - this.begunNanos);
	}

	@Override
	public void note(NotedCall call, Duration timeout) {
		List<NotedCall> noted = without(call.step());
		noted.add(call);
		store(noted, timeout);
		this.busy = true;
	}

	@Override
	public void forget(String step) {
		store(without(step), Duration.ZERO);
		this.busy = false;
	}

	/**
	 * Let other runs begin.
	 */
	void end() {
		if (this.busy) {
			this.busy = false;
			this.store.note(this.taskId, this.run, this.calls, null);
		}
	}

	private void store(List<NotedCall> noted, Duration busyFor) {
		if (!this.store.note(this.taskId, this.run, noted, busyFor.isZero() ? null : now().plus(busyFor))) {
			throw new ClaimLostException(null);
		}
		this.calls = List.copyOf(noted);
	}

	private List<NotedCall> without(String step) {
		List<NotedCall> others = new ArrayList<>(this.calls);
		others.removeIf((call) -> call.step().equals(step));
		return others;
	}

}
