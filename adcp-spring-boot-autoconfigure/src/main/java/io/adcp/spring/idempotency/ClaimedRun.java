package io.adcp.spring.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * One run of a handler that calls other systems, under a claim that is opened with the
 * first note. For the handler's own thread.
 *
 * @since 0.1.0
 */
public final class ClaimedRun {

	private static final ThreadLocal<Boolean> HANDLING = new ThreadLocal<>();

	private final ClaimedStore store;

	private final Claim claim;

	private final ClaimedHandler handler;

	private final Instant startedAt;

	private final long started = System.nanoTime();

	private @Nullable OpenClaim open;

	private @Nullable String committed;

	private @Nullable Object value;

	private boolean tried;

	ClaimedRun(ClaimedStore store, Claim claim, ClaimedHandler handler, Instant now, @Nullable OpenClaim open) {
		this.store = store;
		this.claim = claim;
		this.handler = handler;
		this.startedAt = now;
		this.open = open;
	}

	/**
	 * Return whether the current thread runs such a handler, and is not within its
	 * commit: nothing it writes would commit with the record.
	 * @return {@code true} inside of one
	 */
	public static boolean isOutsideCommit() {
		return Boolean.TRUE.equals(HANDLING.get());
	}

	/**
	 * Return the claim's id, which is no secret.
	 * @return the id
	 */
	public UUID id() {
		return this.claim.id();
	}

	/**
	 * Return what earlier runs have noted.
	 * @return the note, or {@code null} if there is none
	 */
	public @Nullable String calls() {
		return (this.open != null) ? this.open.calls() : null;
	}

	/**
	 * Return the time by the backend's clock, as it was looked up, and as much later as
	 * this process has seen pass since.
	 * @return the time, never ahead of that clock
	 */
	public Instant now() {
		return this.startedAt.plusNanos(System.nanoTime() - this.started);
	}

	/**
	 * Write down what other systems are asked for, before they are asked. The first note
	 * opens the claim.
	 * @param calls the note, in place of the one before it
	 * @param needed how much of the lease must be left
	 * @throws ClaimLostException if the key is not this run's, or not for long enough
	 */
	public void note(String calls, Duration needed) {
		if (this.open == null) {
			this.open = this.store.open(this.claim, calls);
		}
		else {
			this.store.claims().note(this.open, calls, needed);
		}
	}

	/**
	 * Write rows and record, and close the claim, in one transaction.
	 * @param <T> the type of the value
	 * @param work writes the rows, and returns what the handler has to return
	 * @return the work's value
	 * @throws IllegalStateException within a transaction of the caller's, or the second
	 * time
	 * @throws Exception what the work threw, or what made the commit fail
	 */
	public <T> T commit(Callable<T> work) throws Exception {
		requireFirst();
		HANDLING.remove();
		try {
			this.committed = this.store.commit(this, () -> {
				T made = work.call();
				this.value = made;
				return this.handler.write(made);
			});
		}
		finally {
			HANDLING.set(Boolean.TRUE);
		}
		@SuppressWarnings("unchecked")
		T result = (T) this.value;
		return Objects.requireNonNull(result, "A handler must return a response");
	}

	/**
	 * Store that the work was carried out earlier and what it made is gone.
	 * @return what the handler has to throw
	 */
	public CommittedResourcePurgedException purged() {
		requireFirst();
		HANDLING.remove();
		try {
			this.committed = this.store.commit(this, CommittedResourcePurgedException::stored);
			return CommittedResourcePurgedException.first();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			HANDLING.set(Boolean.TRUE);
		}
	}

	private void requireFirst() {
		if (this.tried) {
			throw new IllegalStateException("A handler commits once");
		}
		this.store.requireNoTransaction();
		this.tried = true;
	}

	@Nullable Object handle(HandlerClaim argument) throws Exception {
		HANDLING.set(Boolean.TRUE);
		try {
			return this.handler.call(argument);
		}
		finally {
			HANDLING.remove();
		}
	}

	Claim claim() {
		return this.claim;
	}

	ClaimedHandler handler() {
		return this.handler;
	}

	@Nullable OpenClaim open() {
		return this.open;
	}

	boolean hasTriedToCommit() {
		return this.tried;
	}

	@Nullable String committed() {
		return this.committed;
	}

	@Nullable Object value() {
		return this.value;
	}

}
