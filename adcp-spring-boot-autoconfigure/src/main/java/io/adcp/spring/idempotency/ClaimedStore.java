package io.adcp.spring.idempotency;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

import io.adcp.spring.AdcpException;
import io.adcp.spring.Recovery;
import org.jspecify.annotations.Nullable;

/**
 * The engine behind {@link Idempotent} methods that call other systems: their claim is
 * durable before the first call, and commits its end together with the rows (AdCP 3.2
 * idempotency, rules 9 and 10). An outcome that is not known is neither released nor run
 * again, but reconciled by the next equivalent request.
 * <p>
 * Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class ClaimedStore {

	private static final System.Logger logger = System.getLogger(ClaimedStore.class.getName());

	private final OpenClaimBackend claims;

	private final IdempotencyBackend records;

	private final UnitOfWork unit;

	private final AttemptLoop loop;

	ClaimedStore(OpenClaimBackend claims, IdempotencyBackend records, UnitOfWork unit, AttemptLoop loop) {
		this.claims = claims;
		this.records = records;
		this.unit = unit;
		this.loop = loop;
	}

	OpenClaimBackend claims() {
		return this.claims;
	}

	/**
	 * Run a handler under a claim, unless its key is held. Its promise is that of
	 * {@link IdempotencyStore#execute(IdempotencyRequest, Callable)}.
	 * @param request scope, key and payload of the call
	 * @param handler the handler
	 * @return what it has committed, or the stored response
	 * @throws IllegalStateException within a transaction
	 * @throws Exception what the handler threw, where its key is free again, and
	 * otherwise an error that is transient
	 */
	public IdempotentResponse execute(IdempotencyRequest request, ClaimedHandler handler) throws Exception {
		requireNoTransaction();
		return this.loop.execute(request, false, (claim) -> attempt(request, claim, handler));
	}

	void requireNoTransaction() {
		if (this.unit.isJoined()) {
			throw new IllegalStateException("A handler that takes a claim commits by itself, and cannot be part of a "
					+ "transaction that its caller opened");
		}
	}

	private Attempt attempt(IdempotencyRequest request, Claim claim, ClaimedHandler handler) throws Exception {
		if (this.loop.isRunning(claim)) {
			return Attempt.held(IdempotencyRecord.inFlight(true));
		}
		OpenClaimBackend.Look look = this.claims.look(claim);
		if (look.holder() == null) {
			this.loop.acquire(request, claim);
			return start(new ClaimedRun(this, claim, handler, look.now(), null));
		}
		if (look.holder().isToBeReconciled()) {
			Optional<OpenClaim> taken = this.claims.takeOver(claim.id(), claim.owner(), claim.lease());
			if (taken.isPresent()) {
				return start(new ClaimedRun(this, claim, handler, taken.get().readAt(), taken.get()));
			}
		}
		return Attempt.held(this.records.readable(claim, look.holder()));
	}

	private Attempt start(ClaimedRun run) throws Exception {
		return this.loop.running(run.claim(), () -> run(run));
	}

	private Attempt run(ClaimedRun run) throws Exception {
		HandlerClaim argument = run.handler().claim(run);
		try {
			Object returned = run.handle(argument);
			if (run.committed() == null || returned != run.value()) {
				throw new IllegalStateException("The handler of " + run.claim().task()
						+ " takes a claim, so it has to return what commit(...) returned, and that alone");
			}
			return Attempt.executed(run.committed());
		}
		catch (Throwable ex) {
			return afterFailure(run, argument, ex);
		}
	}

	private Attempt afterFailure(ClaimedRun run, HandlerClaim argument, Throwable failure) throws Exception {
		if (run.committed() != null) {
			return raise(failure);
		}
		if (run.hasTriedToCommit() || failure instanceof ClaimLostException) {
			IdempotencyRecord answer = lookOnce(run);
			if (answer != null) {
				return Attempt.held(answer);
			}
		}
		OpenClaim open = run.open();
		if (open == null) {
			// Nothing was called, so nothing is left: the key was never this run's
			return (failure instanceof ClaimLostException) ? afterLoss(run) : raise(failure);
		}
		if (argument.mayBeReleased(failure) && this.claims.release(open)) {
			return raise(failure);
		}
		return keep(open, failure);
	}

	// The commit may have taken place, or somebody else has taken over and settled.
	private @Nullable IdempotencyRecord lookOnce(ClaimedRun run) {
		IdempotencyRecord holder = this.claims.look(run.claim()).holder();
		return (holder != null && holder.isFinished()) ? this.records.readable(run.claim(), holder) : null;
	}

	// Whoever won may not show yet.
	private Attempt afterLoss(ClaimedRun run) {
		IdempotencyRecord holder = this.claims.look(run.claim()).holder();
		return Attempt
			.held((holder != null) ? this.records.readable(run.claim(), holder) : IdempotencyRecord.inFlight(true));
	}

	private Attempt keep(OpenClaim open, Throwable failure) throws Exception {
		endLease(open, failure);
		logger.log(System.Logger.Level.WARNING,
				"The claim " + open.id() + " of " + open.task()
						+ " stays open: its handler failed, and other systems may have done what it asked them for. "
						+ "The next request with its key finds out",
				failure);
		if (failure instanceof Error
				|| (failure instanceof AdcpException adcp && adcp.recovery() == Recovery.TRANSIENT)) {
			return raise(failure);
		}
		throw IdempotencyRecord.outcomeUnknown(failure);
	}

	// If this fails the lease ends by itself.
	private void endLease(OpenClaim open, Throwable failure) {
		try {
			this.claims.endLease(open);
		}
		catch (RuntimeException ex) {
			failure.addSuppressed(ex);
		}
	}

	private static Attempt raise(Throwable failure) throws Exception {
		if (failure instanceof Error error) {
			throw error;
		}
		throw (failure instanceof Exception exception) ? exception : new IllegalStateException(failure);
	}

	OpenClaim open(Claim claim, String calls) {
		return this.claims.open(claim, calls).orElseThrow(() -> new ClaimLostException(null));
	}

	String commit(ClaimedRun run, Callable<String> work) throws Exception {
		return this.unit.run(() -> {
			Claim claim = claimToCommit(run);
			String response = this.loop.requireStorable(claim.task(),
					Objects.requireNonNull(work.call(), "A handler must return a response"));
			this.records.complete(claim, response, this.loop.settings().retention());
			return response;
		});
	}

	private Claim claimToCommit(ClaimedRun run) {
		OpenClaim open = run.open();
		if (open != null) {
			this.claims.close(open);
			return run.claim().open();
		}
		if (this.records.claim(run.claim()).isPresent()) {
			throw new ClaimLostException(null);
		}
		return run.claim();
	}

	/**
	 * Settle a claim that nobody works on, as its outcome was found to be.
	 * @param claim the claim, as it was taken over for this
	 * @param response the response that a repetition gets, a JSON object without envelope
	 * fields, or {@code null} if what was made is gone
	 * @throws ClaimLostException if somebody has taken over since
	 * @throws Exception what made the commit fail
	 */
	public void settle(OpenClaim claim, @Nullable String response) throws Exception {
		Claim owner = new Claim(claim.id(), claim.task(), claim.payload(), claim.owner(),
				this.loop.settings().inFlightMax())
			.open();
		String stored = (response != null) ? this.loop.requireStorable(claim.task(), response)
				: CommittedResourcePurgedException.stored();
		this.unit.run(() -> {
			this.claims.close(claim);
			this.records.complete(owner, stored, this.loop.settings().retention());
			return stored;
		});
	}

	/**
	 * Take a claim over that nobody works on.
	 * @param id the claim's id
	 * @return the claim, or empty if somebody works on it or it is gone
	 */
	public Optional<OpenClaim> takeOver(UUID id) {
		return this.claims.takeOver(id, UUID.randomUUID(), this.loop.settings().inFlightMax());
	}

}
