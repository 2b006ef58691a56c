package io.adcp.spring.idempotency;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.RateLimitedException;

/**
 * The engine behind {@link Idempotent}, for code without proxies as well: at most one
 * execution per key, and every repetition gets the first answer.
 * <p>
 * Safe for use by several threads.
 *
 * @since 0.1.0
 */
public class IdempotencyStore {

	private final IdempotencyBackend backend;

	private final UnitOfWork defaultUnit;

	private final AttemptLoop loop;

	private final FinishedKeys finished;

	/**
	 * Create a store.
	 * @param backend where records are kept
	 * @param defaultUnit the unit of work of calls that bring none
	 * @param settings how keys are treated
	 * @param limiter the limit on new keys
	 * @param listeners who is told how calls end
	 */
	public IdempotencyStore(IdempotencyBackend backend, UnitOfWork defaultUnit, IdempotencySettings settings,
			InsertLimiter limiter, List<IdempotencyListener> listeners) {
		this(backend, defaultUnit, settings, limiter, listeners, Waiting.Sleeper.THREAD);
	}

	IdempotencyStore(IdempotencyBackend backend, UnitOfWork defaultUnit, IdempotencySettings settings,
			InsertLimiter limiter, List<IdempotencyListener> listeners, Waiting.Sleeper sleeper) {
		this.backend = Objects.requireNonNull(backend, "backend");
		this.defaultUnit = Objects.requireNonNull(defaultUnit, "defaultUnit");
		this.loop = new AttemptLoop(settings, limiter, List.copyOf(listeners), sleeper);
		this.finished = new FinishedKeys(settings.replayHints());
	}

	/**
	 * Return the engine for handlers that call other systems, with the same records,
	 * limits and listeners.
	 * @param claims keeps their claims, beside the records
	 * @return the engine
	 */
	public ClaimedStore claimed(OpenClaimBackend claims) {
		return new ClaimedStore(claims, this.backend, this.defaultUnit, this.loop);
	}

	/**
	 * Return what to declare about keys.
	 * @return the capability
	 */
	public IdempotencyCapability capability() {
		return new IdempotencyCapability(this.loop.settings().retention().ttl(), this.loop.settings().inFlightMax());
	}

	/**
	 * Run a handler at most once per key. With a transactional backend the handler runs
	 * in the transaction that stores its response, in the caller's where there is one.
	 * @param request scope, key and payload of the call
	 * @param handler returns the response to be stored, a JSON object without envelope
	 * fields; what it throws frees the key
	 * @return the handler's response, or the stored one
	 * @throws InvalidRequestException for a malformed or guessable key
	 * @throws IdempotencyConflictException if the key belongs to another request
	 * @throws IdempotencyExpiredException if the key's replay window is over
	 * @throws IdempotencyInFlightException if the first call has not ended in time
	 * @throws RateLimitedException over the limit on new keys, and for a key that was
	 * refused so and comes back before its time
	 * @throws AdcpTaskException {@code SERVICE_UNAVAILABLE} if a concurrent transaction
	 * was given precedence and nothing was stored; {@code CONFIGURATION_ERROR} if the
	 * response is larger than what is stored
	 * @throws Exception what the handler or the commit threw; nothing is stored then
	 */
	public IdempotentResponse execute(IdempotencyRequest request, Callable<String> handler) throws Exception {
		return execute(request, this.defaultUnit, handler);
	}

	/**
	 * Run a handler at most once per key, in a unit of work of the caller's. The promise
	 * is that of {@link #execute(IdempotencyRequest, Callable)}.
	 * @param request scope, key and payload of the call
	 * @param unit commits or undoes handler and record together; with the JDBC backend a
	 * transaction on its data source
	 * @param handler returns the response to be stored
	 * @return the handler's response, or the stored one
	 * @throws Exception as above
	 */
	public IdempotentResponse execute(IdempotencyRequest request, UnitOfWork unit, Callable<String> handler)
			throws Exception {
		return this.loop.execute(request, unit.isJoined(), (claim) -> attempt(request, unit, claim, handler));
	}

	private Attempt attempt(IdempotencyRequest request, UnitOfWork unit, Claim claim, Callable<String> handler)
			throws Exception {
		// Asked before the unit takes a connection, and again when it has waited for one
		if (this.loop.isRunning(claim)) {
			return Attempt.held(IdempotencyRecord.inFlight(true));
		}
		Optional<IdempotencyRecord> known = findKnown(claim);
		return known.isPresent() ? Attempt.held(known.get())
				: note(claim, attemptInUnit(request, unit, claim, handler));
	}

	// A caller's transaction has a view of its own, and may yet be rolled back.
	private Optional<IdempotencyRecord> findKnown(Claim claim) {
		return (!claim.joined() && this.finished.contains(claim.id())) ? this.backend.findFinished(claim)
				: Optional.empty();
	}

	private Attempt note(Claim claim, Attempt made) {
		if (!claim.joined() && (made.response() != null || made.holder().isFinished())) {
			this.finished.add(claim.id());
		}
		return made;
	}

	private Attempt attemptInUnit(IdempotencyRequest request, UnitOfWork unit, Claim claim, Callable<String> handler)
			throws Exception {
		AtomicBoolean started = new AtomicBoolean();
		try {
			return unit.run(() -> claimAndRun(request, claim, () -> {
				started.set(true);
				return handler.call();
			}));
		}
		catch (ClaimLostException ex) {
			if (claim.joined()) {
				throw AttemptLoop.unavailable(ex);
			}
			return started.get() ? this.loop.again(claim, (next) -> lookUp(request, unit, next, ex))
					: Attempt.held(IdempotencyRecord.inFlight(true));
		}
	}

	// The handler has run once and was rolled back. Whoever won may have stored an answer
	// to replay; if nobody has, the caller decides whether to run it again.
	private Attempt lookUp(IdempotencyRequest request, UnitOfWork unit, Claim claim, ClaimLostException lost)
			throws Exception {
		try {
			return unit.run(() -> claimAndRun(request, claim, () -> {
				throw AttemptLoop.unavailable(lost);
			}));
		}
		catch (ClaimLostException ex) {
			throw AttemptLoop.unavailable(ex);
		}
	}

	private Attempt claimAndRun(IdempotencyRequest request, Claim claim, Callable<String> handler) throws Exception {
		Optional<IdempotencyRecord> holder = this.loop.isRunning(claim) ? Optional.of(IdempotencyRecord.inFlight(true))
				: this.backend.claim(claim);
		return holder.isPresent() ? Attempt.held(holder.get())
				: this.loop.running(claim, () -> run(request, claim, handler));
	}

	private Attempt run(IdempotencyRequest request, Claim claim, Callable<String> handler) throws Exception {
		String response = handle(request, claim, handler);
		// Where the backend is no part of the handler's transaction, its work may be
		// there to stay if this fails: the key must not be free for another run.
		this.backend.complete(claim, response, this.loop.settings().retention());
		return Attempt.executed(response);
	}

	private String handle(IdempotencyRequest request, Claim claim, Callable<String> handler) throws Exception {
		try {
			this.loop.acquire(request, claim);
			return this.loop.requireStorable(request.task(),
					Objects.requireNonNull(handler.call(), "A handler must return a response"));
		}
		catch (UnfinishedHandlerException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			release(claim, ex);
			throw ex;
		}
	}

	private void release(Claim claim, Throwable failure) {
		try {
			this.backend.release(claim);
		}
		catch (RuntimeException ex) {
			failure.addSuppressed(ex);
		}
	}

}
