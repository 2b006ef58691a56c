package io.adcp.spring.downstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.adcp.spring.idempotency.ClaimedStore;
import io.adcp.spring.idempotency.OpenClaim;
import io.adcp.spring.idempotency.OpenClaimBackend;
import org.jspecify.annotations.Nullable;

/**
 * Operators' view of the open claims: what each waits for, and how it is settled by hand.
 * Each settlement is logged with who did it.
 *
 * @since 0.1.0
 */
public final class OpenClaims {

	private static final System.Logger logger = System.getLogger(OpenClaims.class.getName());

	private static final String NO_CALLS = "[]";

	private static final int AT_ONCE = 1_000;

	private final OpenClaimBackend claims;

	private final ClaimedStore store;

	private final Collection<? extends Downstream<?, ?>> systems;

	/**
	 * Create the view.
	 * @param claims keeps the claims
	 * @param store settles them
	 * @param systems the application's other systems
	 */
	public OpenClaims(OpenClaimBackend claims, ClaimedStore store, Collection<? extends Downstream<?, ?>> systems) {
		this.claims = claims;
		this.store = store;
		this.systems = systems;
	}

	/**
	 * Count the claims.
	 * @return the counts
	 */
	public OpenClaimBackend.Counts count() {
		return this.claims.count();
	}

	/**
	 * Find the claims whose outcome has to be found out, the oldest first.
	 * @param limit how many at most
	 * @return the claims
	 */
	public List<OpenClaim> reconciliationRequired(int limit) {
		return this.claims.reconciliationRequired(limit);
	}

	/**
	 * Find a claim.
	 * @param id its id
	 * @return the claim, or empty
	 */
	public Optional<OpenClaim> find(UUID id) {
		return this.claims.find(id);
	}

	/**
	 * Return what was noted of a claim's calls.
	 * @param claim the claim
	 * @return the calls that may have been carried out
	 */
	public List<NotedCall> calls(OpenClaim claim) {
		return ClaimJournal.read(claim.calls());
	}

	/**
	 * Settle a claim as carried out.
	 * @param id its id
	 * @param response the response that repetitions get, a JSON object without envelope
	 * fields, or {@code null} where what was made is gone
	 * @param who who decided so
	 * @return {@code false} if somebody works on the claim, or there is none
	 * @throws Exception what made the commit fail
	 */
	public boolean settleAsCommitted(UUID id, @Nullable String response, String who) throws Exception {
		Optional<OpenClaim> taken = this.store.takeOver(id);
		if (taken.isPresent()) {
			this.store.settle(taken.get(), response);
			log(taken.get(), (response != null) ? "carried out" : "carried out, and purged", who);
		}
		return taken.isPresent();
	}

	/**
	 * Settle a claim as not carried out: its key is free, for another payload as well.
	 * @param id its id
	 * @param who who decided so
	 * @return {@code false} if somebody works on the claim, or there is none
	 */
	public boolean settleAsNotCommitted(UUID id, String who) {
		Optional<OpenClaim> taken = this.store.takeOver(id);
		taken.ifPresent((claim) -> {
			this.claims.release(claim);
			log(claim, "not carried out", who);
		});
		return taken.isPresent();
	}

	/**
	 * Let the next equivalent request make all calls of a claim anew, under new ids.
	 * @param id its id
	 * @param who who decided so
	 * @return {@code false} if somebody works on the claim, or there is none
	 */
	public boolean runAgain(UUID id, String who) {
		Optional<OpenClaim> taken = this.store.takeOver(id);
		taken.ifPresent((claim) -> {
			this.claims.note(claim, NO_CALLS, Duration.ZERO);
			this.claims.endLease(claim);
			log(claim, "to be run again", who);
		});
		return taken.isPresent();
	}

	private static void log(OpenClaim claim, String as, String who) {
		logger.log(System.Logger.Level.WARNING,
				"Claim " + claim.id() + " of " + claim.task() + " was settled by " + who + " as " + as);
	}

	/**
	 * Ask the other systems about the claims whose outcome is not known. What has proven
	 * to have come to nothing is released. The rest is logged, with what it needs.
	 */
	public void reconcile() {
		for (OpenClaim due : this.claims.reconciliationRequired(AT_ONCE)) {
			try {
				this.store.takeOver(due.id()).ifPresent(this::reconcile);
			}
			catch (RuntimeException ex) {
				logger.log(System.Logger.Level.WARNING, "Claim " + due.id() + " could not be reconciled", ex);
			}
		}
	}

	private void reconcile(OpenClaim claim) {
		long read = System.nanoTime();
		ClaimJournal journal = new ClaimJournal(claim.calls(), () -> claim.readAt().plusNanos(System.nanoTime() - read),
				(calls, needed) -> this.claims.note(claim, calls, needed));
		List<String> needs = new ArrayList<>();
		for (NotedCall call : journal.calls()) {
			String need = reconcile(journal, call);
			if (need != null) {
				needs.add(need);
			}
		}
		if (needs.isEmpty()) {
			this.claims.release(claim);
			logger.log(System.Logger.Level.INFO, "Claim " + claim.id() + " of " + claim.task()
					+ " was released: it is proven that none of its calls was carried out");
			return;
		}
		this.claims.endLease(claim);
		logger.log(System.Logger.Level.ERROR, "Claim " + claim.id() + " of " + claim.task() + ", open since "
				+ claim.openedAt() + ", needs somebody: " + String.join("; ", needs) + " (docs/downstream.md)");
	}

	private @Nullable String reconcile(ClaimJournal journal, NotedCall call) {
		Downstream<?, ?> system = this.systems.stream()
			.filter((candidate) -> candidate.name().equals(call.system()))
			.findFirst()
			.orElse(null);
		if (system == null) {
			return "the application no longer has the system '" + call.system() + "'";
		}
		CallReconciliation<?> known = CallReconciliation.of(journal, call, system);
		if (known.isAbsent()) {
			journal.forget(call.step());
			return null;
		}
		return (known.answer() != null) ? call.system() + " has carried out step '" + call.step()
				+ "': the buyer's next request ends it, or a person settles it" : known.reason();
	}

}
