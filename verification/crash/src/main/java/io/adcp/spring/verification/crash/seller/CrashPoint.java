package io.adcp.spring.verification.crash.seller;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import io.adcp.spring.idempotency.IdempotencyRecord;
import org.jspecify.annotations.Nullable;

/**
 * A place in a seller or a buyer at which it can be told to die. At the chosen passage of
 * the chosen place the thread says so on the process's output and goes no further, so
 * that the SIGKILL that the harness answers with strikes exactly there.
 */
public enum CrashPoint {

	// A call with a key
	BEFORE_CLAIM, AFTER_CLAIM, IN_HANDLER, AFTER_HANDLER, BEFORE_COMMIT, AFTER_COMMIT, AFTER_RECORD, IN_ANSWER,
	IN_REPLAY,

	// A call of the ad server, in a handler or in a task's work
	BEFORE_OPEN, AFTER_OPEN, BEFORE_NOTE, AFTER_NOTE, IN_CALL, AFTER_CALL, BEFORE_SETTLE,

	// A task
	AFTER_SUBMIT, IN_WORK, BEFORE_END, AFTER_END,

	// A webhook
	BEFORE_SEND, AFTER_SEND,

	// A purchase that its buyer follows to its end
	STORED, SUBMITTED, FOLLOWED, IN_LISTENER, BEFORE_LISTENER_COMMIT, AFTER_LISTENER_COMMIT;

	private static final String CHOSEN = System.getProperty("crash.point", "");

	private static final int PASSAGE = Integer.getInteger("crash.passage", 1);

	private static final AtomicInteger passages = new AtomicInteger();

	private static final ThreadLocal<@Nullable String> campaign = new ThreadLocal<>();

	/**
	 * Note what this thread is at work on.
	 * @param name the campaign, if it is known
	 */
	static void at(@Nullable String name) {
		campaign.set(name);
	}

	/**
	 * Claim a key between the two places at which that is done.
	 * @param claim the backend's own claim
	 * @return what it has found
	 */
	static Optional<IdempotencyRecord> claim(Supplier<Optional<IdempotencyRecord>> claim) {
		BEFORE_CLAIM.pass();
		Optional<IdempotencyRecord> holder = claim.get();
		if (holder.isEmpty()) {
			AFTER_CLAIM.pass();
		}
		return holder;
	}

	boolean isChosen() {
		return name().equals(CHOSEN);
	}

	/** Pass it, or die there. */
	public void pass() {
		if (isDue()) {
			die();
		}
	}

	/** Pass, and tell whether this passage is the chosen one. */
	boolean isDue() {
		return isChosen() && passages.incrementAndGet() == PASSAGE;
	}

	/** Say so, and go no further. */
	void die() {
		System.out.println("CRASH-POINT " + name() + " " + campaign.get());
		System.out.flush();
		while (true) {
			LockSupport.parkNanos(Long.MAX_VALUE);
		}
	}

}
