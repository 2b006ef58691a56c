package io.adcp.spring.idempotency;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The claims whose handlers run in this process. Their repetitions are turned away
 * without the backend, so however many come, they take no connection from other calls. A
 * handler that calls itself with its own key is stopped here, too: a database's lock does
 * not stop the session that holds it.
 */
final class RunningCalls {

	private final ConcurrentMap<UUID, Call> calls = new ConcurrentHashMap<>();

	/** Those and the ones whose transactions have not ended yet. */
	private final ConcurrentMap<UUID, Call> unsettled = new ConcurrentHashMap<>();

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
		Call call = new Call(claim, Thread.currentThread(), this.nanoTime.getAsLong(), new CountDownLatch(1));
		this.calls.put(claim.id(), call);
		Call before = this.unsettled.put(claim.id(), call);
		if (before != null) {
			before.settled().countDown();
		}
	}

	void end(Claim claim) {
		this.calls.computeIfPresent(claim.id(), (id, call) -> call.claim().equals(claim) ? null : call);
	}

	/**
	 * Tell all who wait here that a call's transaction has ended, one way or the other. A
	 * claim that was not granted tells nothing.
	 * @param claim the call's claim
	 */
	void settled(Claim claim) {
		this.unsettled.computeIfPresent(claim.id(), (id, call) -> {
			if (!call.claim().equals(claim)) {
				return call;
			}
			call.settled().countDown();
			return null;
		});
	}

	/**
	 * Return what opens when a call that holds a key here has settled. It is a hint to
	 * look again, and no more.
	 * @param id the record's id
	 * @return the latch, or {@code null} if no call of this process is known
	 */
	@Nullable CountDownLatch settling(UUID id) {
		Call call = this.unsettled.get(id);
		return (call != null) ? call.settled() : null;
	}

	private boolean isOver(Call call) {
		return this.nanoTime.getAsLong() - call.since() >= call.claim().lease().toNanos();
	}

	private record Call(Claim claim, Thread thread, long since, CountDownLatch settled) {

		boolean isOfThisThread() {
			return this.thread == Thread.currentThread();
		}

		boolean isRepeatedBy(Claim other) {
			return this.claim.task().equals(other.task()) && this.claim.payload().equals(other.payload());
		}

	}

}
