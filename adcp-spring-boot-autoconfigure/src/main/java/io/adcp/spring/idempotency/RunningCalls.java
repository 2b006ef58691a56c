package io.adcp.spring.idempotency;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * The claims whose handlers run in this process. Their repetitions are turned away
 * without the backend, so however many come, they take no connection from other calls. A
 * handler that calls itself with its own key is stopped here, too: a database's lock does
 * not stop the session that holds it.
 */
final class RunningCalls {

	private final ConcurrentMap<UUID, Call> calls = new ConcurrentHashMap<>();

	private final LongSupplier nanoTime;

	RunningCalls(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Return whether a claim would meet a call that runs here. Only the backend can tell
	 * a conflict: the call that runs may lose its key to a record which its transaction
	 * does not see yet. Nor is it known here who holds a key beyond its lease.
	 * @param claim the claim
	 * @return {@code true} if the key is in flight; otherwise, ask the backend
	 */
	boolean contains(Claim claim) {
		Call call = this.calls.get(claim.id());
		return call != null && (call.isOfThisThread() || (call.isRepeatedBy(claim) && !isOver(call)));
	}

	/**
	 * Return whether the current thread runs a handler.
	 * @return {@code true} inside of one
	 */
	boolean isHandling() {
		return this.calls.values().stream().anyMatch(Call::isOfThisThread);
	}

	void begin(Claim claim) {
		this.calls.put(claim.id(), new Call(claim, Thread.currentThread(), this.nanoTime.getAsLong()));
	}

	void end(Claim claim) {
		this.calls.computeIfPresent(claim.id(), (id, call) -> call.claim().equals(claim) ? null : call);
	}

	private boolean isOver(Call call) {
		return this.nanoTime.getAsLong() - call.since() >= call.claim().lease().toNanos();
	}

	private record Call(Claim claim, Thread thread, long since) {

		boolean isOfThisThread() {
			return this.thread == Thread.currentThread();
		}

		boolean isRepeatedBy(Claim other) {
			return this.claim.task().equals(other.task()) && this.claim.payload().equals(other.payload());
		}

	}

}
