package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.RateLimitedException;
import org.jspecify.annotations.Nullable;

/**
 * The engine behind {@link Idempotent}, for code without proxies as well: at most one
 * execution per key, and every repetition gets the first answer.
 * <p>
 * Safe for use by several threads.
 *
 * @since 0.1.0
 */
public class IdempotencyStore {

	private static final Duration UNAVAILABLE_RETRY_AFTER = Duration.ofSeconds(1);

	private final IdempotencyBackend backend;

	private final UnitOfWork defaultUnit;

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
		this.settings = Objects.requireNonNull(settings, "settings");
		this.limiter = Objects.requireNonNull(limiter, "limiter");
		this.report = new OutcomeReport(List.copyOf(listeners));
		this.sleeper = Objects.requireNonNull(sleeper, "sleeper");
		this.waiters = new Waiters(settings.maxWaiters());
		this.responseLimit = new ResponseLimit(settings.maxResponseBytes());
	}

	/**
	 * Return what to declare about keys.
	 * @return the capability
	 */
	public IdempotencyCapability capability() {
		return new IdempotencyCapability(this.settings.retention().ttl(), this.settings.inFlightMax());
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
		IdempotencyKey.validate(request.key());
		return this.report.around(request, () -> answer(request, unit, handler));
	}

	private IdempotentResponse answer(IdempotencyRequest request, UnitOfWork unit, Callable<String> handler)
			throws Exception {
		UUID id = RecordId.of(request.scope(), request.key());
		this.refused.check(id, request);
		try (Waiting waiting = new Waiting(this.waiters, id, this.settings.waitTimeout(), this.sleeper,
				System::nanoTime)) {
			return answer(request, unit, handler, waiting);
		}
	}

	private IdempotentResponse answer(IdempotencyRequest request, UnitOfWork unit, Callable<String> handler,
			Waiting waiting) throws Exception {
		while (true) {
			Attempt attempt = attempt(request, unit, handler);
			if (attempt.response() != null) {
				return new IdempotentResponse(attempt.response(), false);
			}
			try {
				return new IdempotentResponse(attempt.holder().replay(this.settings.retention().skew()), true);
			}
			catch (IdempotencyInFlightException ex) {
				if (!attempt.holder().isRunning() || !mayWait(unit) || !waiting.pause()) {
					throw ex;
				}
			}
		}
	}

	private boolean mayWait(UnitOfWork unit) {
		return this.settings.inFlight() == InFlightPolicy.WAIT && !unit.isJoined() && !this.running.isHandling();
	}

	private Attempt attempt(IdempotencyRequest request, UnitOfWork unit, Callable<String> handler) throws Exception {
		Claim claim = newClaim(request, unit);
		// Asked before the unit takes a connection, and again when it has waited for one
		if (this.running.contains(claim)) {
			return new Attempt(null, IdempotencyRecord.inFlight(true));
		}
		AtomicBoolean started = new AtomicBoolean();
		try {
			return unit.run(() -> claimAndRun(request, claim, () -> {
				started.set(true);
				return handler.call();
			}));
		}
		catch (ClaimLostException ex) {
			if (unit.isJoined()) {
				throw unavailable(ex);
			}
			return started.get() ? lookUp(request, unit, ex) : new Attempt(null, IdempotencyRecord.inFlight(true));
		}
	}

	// The handler has run once and was rolled back. Whoever won may have stored an answer
	// to replay; if nobody has, the caller decides whether to run it again.
	private Attempt lookUp(IdempotencyRequest request, UnitOfWork unit, ClaimLostException lost) throws Exception {
		Claim claim = newClaim(request, unit);
		try {
			return unit.run(() -> claimAndRun(request, claim, () -> {
				throw unavailable(lost);
			}));
		}
		catch (ClaimLostException ex) {
			throw unavailable(ex);
		}
	}

	private Claim newClaim(IdempotencyRequest request, UnitOfWork unit) {
		return new Claim(RecordId.of(request.scope(), request.key()), request.task(), request.payload(), nextOwner(),
				this.settings.inFlightMax(), unit.isJoined());
	}

	private Attempt claimAndRun(IdempotencyRequest request, Claim claim, Callable<String> handler) throws Exception {
		Optional<IdempotencyRecord> holder = this.running.contains(claim)
				? Optional.of(IdempotencyRecord.inFlight(true)) : this.backend.claim(claim);
		return holder.isPresent() ? new Attempt(null, holder.get()) : run(request, claim, handler);
	}

	// Unlike any other, which need not be a secret: those come from one generator with
	// one lock for all threads.
	private UUID nextOwner() {
		return new UUID(this.owners, this.attempts.incrementAndGet());
	}

	private Attempt run(IdempotencyRequest request, Claim claim, Callable<String> handler) throws Exception {
		this.running.begin(claim);
		try {
			String response = handle(request, claim, handler);
			// Where the backend is no part of the handler's transaction, its work may be
			// there to stay if this fails: the key must not be free for another run.
			this.backend.complete(claim, response, this.settings.retention());
			return new Attempt(response, null);
		}
		finally {
			this.running.end(claim);
		}
	}

	private String handle(IdempotencyRequest request, Claim claim, Callable<String> handler) throws Exception {
		try {
			acquire(request, claim);
			return this.responseLimit.require(request.task(),
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

	private void acquire(IdempotencyRequest request, Claim claim) {
		try {
			this.limiter.acquire(request.scope(), request.task());
		}
		catch (RateLimitedException ex) {
			this.refused.add(claim.id(), request, ex);
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

	private static AdcpTaskException unavailable(ClaimLostException cause) {
		AdcpError error = AdcpError
			.of(AdcpErrorCode.SERVICE_UNAVAILABLE,
					"A concurrent request was given precedence and nothing was stored. Repeat with the same key.")
			.withRetryAfter(UNAVAILABLE_RETRY_AFTER);
		return new AdcpTaskException(List.of(error), null, cause);
	}

	/**
	 * One pass through the unit of work: the handler's response, or who holds the key.
	 */
	private record Attempt(@Nullable String response, @Nullable IdempotencyRecord holder) {

		@Override
		public IdempotencyRecord holder() {
			return Objects.requireNonNull(this.holder);
		}

	}

}
