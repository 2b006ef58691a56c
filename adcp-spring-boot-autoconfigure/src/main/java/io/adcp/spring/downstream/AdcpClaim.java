package io.adcp.spring.downstream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.adcp.spring.AdcpException;
import io.adcp.spring.Recovery;
import io.adcp.spring.idempotency.ClaimedRun;
import io.adcp.spring.idempotency.CommittedResourcePurgedException;
import io.adcp.spring.idempotency.HandlerClaim;

/**
 * What an {@link io.adcp.spring.idempotency.Idempotent @Idempotent} method takes as a
 * parameter to call other systems: no transaction is opened around the method. The claim
 * is committed before the first call, and {@link #commit} writes the method's rows and
 * its answer, and ends the claim, in one transaction (AdCP 3.2 idempotency, rules 9 and
 * 10).
 * <p>
 * A run that fails leaves the claim open, and the buyer is told to repeat: the next run
 * of the method finds out what the calls have come to. So it must ask for the same things
 * again. Only where nothing is left of any call is the key free again, and the method's
 * own error the answer. For the method's own thread, and for no longer than its call.
 *
 * @since 0.1.0
 */
public final class AdcpClaim implements HandlerClaim {

	private static final System.Logger logger = System.getLogger(AdcpClaim.class.getName());

	private final ClaimedRun run;

	private final ClaimJournal journal;

	private final DownstreamCalls calls;

	private final Map<String, Downstream<?, ?>> answered = new LinkedHashMap<>();

	/**
	 * Create a claim for one run.
	 * @param run the run
	 * @param calls makes the calls
	 */
	public AdcpClaim(ClaimedRun run, DownstreamCalls calls) {
		this.run = run;
		this.journal = ClaimJournal.of(run);
		this.calls = calls;
	}

	/**
	 * Call a system that this method calls once.
	 * @param <Q> the type of its requests
	 * @param <A> the type of its answers
	 * @param system the system
	 * @param request the request, the same in each run
	 * @return the system's answer, or the one that it gave an earlier run
	 * @throws CallRefusedException if the system has done nothing and says so
	 * @throws UnknownCallOutcomeException if it is not known what the system did
	 * @throws IllegalStateException within a transaction, or where the thread may hold a
	 * database connection otherwise
	 */
	public <Q, A> A call(Downstream<Q, A> system, Q request) {
		return call(system.name(), system, request);
	}

	/**
	 * Call a system that this method calls more than once.
	 * @param <Q> the type of its requests
	 * @param <A> the type of its answers
	 * @param step what tells this call from the method's others, the same in each run
	 * @param system the system
	 * @param request the request, the same in each run
	 * @return the system's answer, or the one that it gave an earlier run
	 * @throws CallRefusedException if the system has done nothing and says so
	 * @throws UnknownCallOutcomeException if it is not known what the system did
	 * @throws IllegalArgumentException if this run has made the step's call already
	 * @throws IllegalStateException within a transaction, or where the thread may hold a
	 * database connection otherwise
	 */
	public <Q, A> A call(String step, Downstream<Q, A> system, Q request) {
		if (this.answered.containsKey(step)) {
			throw new IllegalArgumentException(
					"Step '" + step + "' has been called already. Give each call of a system a step of its own");
		}
		A answer = this.calls.call(this.journal, step, system, request);
		this.answered.put(step, system);
		return answer;
	}

	/**
	 * Write rows, and store what the method answers with them: both, or neither. It has
	 * to be the last thing that the method does, and its result what the method returns.
	 * @param <T> the type of the answer
	 * @param <X> what the work may throw
	 * @param work writes the rows, in a transaction of the records' database, and returns
	 * the answer
	 * @return the work's answer
	 * @throws UnknownCallOutcomeException if an earlier run has made a call that this run
	 * has not asked about
	 * @throws IllegalStateException within a transaction, or the second time
	 * @throws X what the work threw, or what made the commit fail
	 */
	@SuppressWarnings("unchecked")
	public <T, X extends Exception> T commit(Work<T, X> work) throws X {
		requireAllAnswered();
		try {
			return this.run.commit(work::run);
		}
		catch (Exception ex) {
			throw (X) ex;
		}
	}

	/**
	 * Store that the request was carried out and what it made is gone, as the answer to
	 * this and every later repetition ({@code COMMITTED_RESOURCE_PURGED}, AdCP 3.2
	 * idempotency, rule 3).
	 * @return what the method has to throw
	 * @throws IllegalStateException within a transaction, or after a commit
	 */
	public CommittedResourcePurgedException purged() {
		return this.run.purged();
	}

	/**
	 * Return this call's key for a system that takes one: always the same, and useless
	 * anywhere else. It belongs into the request to that system.
	 * @param secret the system's secret
	 * @return the key
	 */
	public String threadedKey(ThreadedKey secret) {
		return secret.of(this.run.id());
	}

	/**
	 * Return the claim's id, by which operators find it. It is no secret.
	 * @return the id
	 */
	public UUID id() {
		return this.run.id();
	}

	private void requireAllAnswered() {
		List<String> open = this.journal.calls()
			.stream()
			.map(NotedCall::step)
			.filter((step) -> !this.answered.containsKey(step))
			.toList();
		if (!open.isEmpty()) {
			throw UnknownCallOutcomeException.of("It is not known what became of " + open + ", or an earlier run has "
					+ "called it and this one has not: a method must make the same calls in each run", null);
		}
	}

	/**
	 * Where nothing was called or all of it was refused. Where all calls are answered and
	 * the business fails, too, if the systems take everything back.
	 */
	@Override
	public boolean mayBeReleased(Throwable failure) {
		List<NotedCall> noted = this.journal.calls();
		if (noted.isEmpty()) {
			return true;
		}
		boolean refusedByBusiness = failure instanceof AdcpException adcp && adcp.recovery() != Recovery.TRANSIENT
				&& noted.stream().allMatch((call) -> this.answered.containsKey(call.step()));
		return refusedByBusiness && noted.stream().allMatch(this::undo);
	}

	private boolean undo(NotedCall call) {
		try {
			Downstream<?, ?> system = this.answered.get(call.step());
			if (system == null || !system.undo(call.requestId())) {
				return false;
			}
			this.journal.forget(call.step());
			return true;
		}
		catch (Exception ex) {
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			logger.log(System.Logger.Level.WARNING,
					"The call of " + call.system() + " under claim " + id() + " could not be taken back", ex);
			return false;
		}
	}

	/**
	 * Writes a method's rows.
	 *
	 * @param <T> the type of the answer
	 * @param <X> what it may throw
	 */
	@FunctionalInterface
	public interface Work<T, X extends Exception> {

		/**
		 * Write them.
		 * @return the answer
		 * @throws X if they cannot be written; nothing is then
		 */
		T run() throws X;

	}

}
