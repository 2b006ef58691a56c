package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.RateLimitedException;
import org.jspecify.annotations.Nullable;

/**
 * Attempts to answer a call until one has run the handler, or the key's holder gives an
 * answer, or the time to wait for that is over. Here is what all engines share: limits,
 * listeners, and what runs in this process.
 */
final class AttemptLoop {

	private static final Duration UNAVAILABLE_RETRY_AFTER = Duration.ofSeconds(1);

	private final IdempotencySettings settings;

	private final InsertLimiter limiter;

	private final OutcomeReport report;

	private final Waiting.Sleeper sleeper;

	private final RunningCalls running = new RunningCalls(System::nanoTime);

	private final RefusedKeys refused = new RefusedKeys(System::nanoTime);

	private final Waiters waiters;

	private final ResponseLimit responseLimit;

	private final long owners = UUID.randomUUID().getLeastSignificantBits();

	private final AtomicLong attempts = new AtomicLong();

	AttemptLoop(IdempotencySettings settings, InsertLimiter limiter, List<IdempotencyListener> listeners,
			Waiting.Sleeper sleeper) {
		this.settings = Objects.requireNonNull(settings, "settings");
		this.limiter = Objects.requireNonNull(limiter, "limiter");
		this.report = new OutcomeReport(listeners);
		this.sleeper = Objects.requireNonNull(sleeper, "sleeper");
		this.waiters = new Waiters(settings.maxWaiters());
		this.responseLimit = new ResponseLimit(settings.maxResponseBytes());
	}

	IdempotencySettings settings() {
		return this.settings;
	}

	/**
	 * Answer a call.
	 * @param request the call
	 * @param joined whether the call is part of a larger unit of work, so that waiting is
	 * no use
	 * @param attempt makes one attempt
	 * @return the handler's response, or the stored one
	 * @throws Exception what an attempt or the key's holder threw
	 */
	IdempotentResponse execute(IdempotencyRequest request, boolean joined, Try attempt) throws Exception {
		IdempotencyKey.validate(request.key());
		return this.report.around(request, () -> answer(request, joined, attempt));
	}

	private IdempotentResponse answer(IdempotencyRequest request, boolean joined, Try attempt) throws Exception {
		UUID id = RecordId.of(request.scope(), request.key());
		this.refused.check(id, request);
		try (Waiting waiting = new Waiting(this.waiters, id, this.settings.waitTimeout(), this.sleeper,
				System::nanoTime)) {
			return answer(() -> newClaim(id, request, joined), attempt, waiting);
		}
	}

	private IdempotentResponse answer(Supplier<Claim> claims, Try attempt, Waiting waiting) throws Exception {
		while (true) {
			Claim claim = claims.get();
			// Asked for before the attempt, so that no end falls between the two
			CountDownLatch settling = this.running.settling(claim.id());
			Attempt made = attempt(claim, attempt);
			if (made.response() != null) {
				return new IdempotentResponse(made.response(), false);
			}
			try {
				return new IdempotentResponse(made.holder().replay(this.settings.retention().skew()), true);
			}
			catch (IdempotencyInFlightException ex) {
				if (!made.holder().isRunning() || !mayWait(claim) || !pause(waiting, claim, settling)) {
					throw ex;
				}
			}
		}
	}

	private Attempt attempt(Claim claim, Try attempt) throws Exception {
		try {
			return attempt.with(claim);
		}
		finally {
			this.running.settled(claim);
		}
	}

	private boolean pause(Waiting waiting, Claim claim, @Nullable CountDownLatch settling) {
		return waiting.pause((settling != null) ? settling : this.running.settling(claim.id()));
	}

	private boolean mayWait(Claim claim) {
		return this.settings.inFlight() == InFlightPolicy.WAIT && !claim.joined() && !this.running.isHandling();
	}

	private Claim newClaim(UUID id, IdempotencyRequest request, boolean joined) {
		return new Claim(id, request.task(), request.payload(), nextOwner(), this.settings.inFlightMax(), joined,
				false);
	}

	/**
	 * Make one more attempt with another claim of the same key.
	 * @param claim the claim that was lost
	 * @param attempt makes the attempt
	 * @return what came of it
	 * @throws Exception what it threw
	 */
	Attempt again(Claim claim, Try attempt) throws Exception {
		return attempt(
				new Claim(claim.id(), claim.task(), claim.payload(), nextOwner(), claim.lease(), claim.joined(), false),
				attempt);
	}

	// Unlike any other, which need not be a secret: those come from one generator with
	// one lock for all threads.
	private UUID nextOwner() {
		return new UUID(this.owners, this.attempts.incrementAndGet());
	}

	/**
	 * Return whether a claim would meet a call that runs in this process.
	 * @param claim the claim
	 * @return {@code true} if the key is in flight; otherwise, ask the backend
	 */
	boolean isRunning(Claim claim) {
		return this.running.contains(claim);
	}

	/**
	 * Run a handler under a claim that was granted.
	 * @param <T> the type of its result
	 * @param claim the claim
	 * @param work runs it
	 * @return its result
	 * @throws Exception what it threw
	 */
	<T> T running(Claim claim, Callable<T> work) throws Exception {
		this.running.begin(claim);
		try {
			return work.call();
		}
		finally {
			this.running.end(claim);
		}
	}

	/**
	 * Count a new key.
	 * @param request the call that brings it
	 * @param claim its claim
	 * @throws RateLimitedException over the limit
	 */
	void acquire(IdempotencyRequest request, Claim claim) {
		try {
			this.limiter.acquire(request.scope(), request.task());
		}
		catch (RateLimitedException ex) {
			this.refused.add(claim.id(), request, ex);
			throw ex;
		}
	}

	String requireStorable(String task, String response) {
		return this.responseLimit.require(task, response);
	}

	static AdcpTaskException unavailable(ClaimLostException cause) {
		AdcpError error = AdcpError
			.of(AdcpErrorCode.SERVICE_UNAVAILABLE,
					"A concurrent request was given precedence and nothing was stored. Repeat with the same key.")
			.withRetryAfter(UNAVAILABLE_RETRY_AFTER);
		return new AdcpTaskException(List.of(error), null, cause);
	}

	/**
	 * One attempt, whose transaction has ended when it returns.
	 */
	interface Try {

		Attempt with(Claim claim) throws Exception;

	}

}
