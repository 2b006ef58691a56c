package io.adcp.spring.downstream;

import java.time.Duration;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

/**
 * Calls other systems under a claim: each call is written down before it is made, and
 * after a crash or a lost answer it is not made again before it is known what became of
 * it (AdCP 3.2 idempotency, rule 10, "claim before call"). No database connection may be
 * held meanwhile.
 * <p>
 * Safe for use by several threads, but not for several calls of one claim at a time.
 *
 * @since 0.1.0
 */
public final class DownstreamCalls {

	private static final System.Logger logger = System.getLogger(DownstreamCalls.class.getName());

	private final RequestHash hash;

	/**
	 * Create the calls.
	 * @param mapper writes requests as JSON, to compare them
	 */
	public DownstreamCalls(JsonMapper mapper) {
		this.hash = new RequestHash(mapper);
	}

	/**
	 * Call a system, or find out what an earlier run's call of the same step has come to.
	 * @param <Q> the type of the requests
	 * @param <A> the type of the answers
	 * @param journal the claim's calls
	 * @param step what tells this call from the claim's others
	 * @param system the system
	 * @param request the request, the same in each run
	 * @return the system's answer
	 * @throws CallRefusedException if the system has proven that it did nothing
	 * @throws UnknownCallOutcomeException if it is not known what the system did, or if
	 * an earlier run has asked it for something else
	 * @throws io.adcp.spring.idempotency.ClaimLostException if the claim is no longer
	 * this owner's
	 * @throws IllegalArgumentException if the request has no JSON form
	 * @throws IllegalStateException within a transaction, or where the thread may hold a
	 * database connection otherwise
	 */
	public <Q, A> A call(CallJournal journal, String step, Downstream<Q, A> system, Q request) {
		HeldConnection.refuse(system.name());
		String requestHash = this.hash.of(request);
		NotedCall noted = find(journal, step);
		if (noted == null) {
			return invoke(journal, newCall(journal, step, system, requestHash), system, request);
		}
		if (!noted.system().equals(system.name()) || !noted.requestHash().equals(requestHash)) {
			throw unknown(
					"An earlier run has asked " + noted.system() + " for something else in step '" + step
							+ "': a request must not depend on the time, on chance or on what changes between runs",
					null);
		}
		return reconcile(journal, noted, system, request);
	}

	private static @Nullable NotedCall find(CallJournal journal, String step) {
		return journal.calls().stream().filter((call) -> call.step().equals(step)).findFirst().orElse(null);
	}

	private static NotedCall newCall(CallJournal journal, String step, Downstream<?, ?> system, String requestHash) {
		return new NotedCall(step, system.name(), UUID.randomUUID().toString(), requestHash, journal.now());
	}

	private static <Q, A> A reconcile(CallJournal journal, NotedCall noted, Downstream<Q, A> system, Q request) {
		CallReconciliation<A> known = CallReconciliation.of(journal, noted, system);
		if (known.answer() != null) {
			return known.answer();
		}
		if (known.isAbsent()) {
			return invoke(journal,
					new NotedCall(noted.step(), noted.system(), noted.requestId(), noted.requestHash(), journal.now()),
					system, request);
		}
		if (known.mayRepeat()) {
			return invoke(journal, noted, system, request);
		}
		throw known.toException();
	}

	private static <Q, A> A invoke(CallJournal journal, NotedCall call, Downstream<Q, A> system, Q request) {
		journal.note(call, system.timeout());
		long start = System.nanoTime();
		try {
			A answer = system.invoke(call.requestId(), request);
			if (answer == null) {
				throw new IllegalStateException("A system must answer, and " + call.system() + " returned null");
			}
			return answer;
		}
		catch (Throwable ex) {
			throw failure(journal, call, system, ex);
		}
		finally {
			warnIfLate(system, Duration.ofNanos(System.nanoTime() - start));
		}
	}

	private static RuntimeException failure(CallJournal journal, NotedCall call, Downstream<?, ?> system,
			Throwable failure) {
		if (failure instanceof InterruptedException) {
			Thread.currentThread().interrupt();
		}
		if (isRefusal(system, failure)) {
			journal.forget(call.step());
			return new CallRefusedException(call.system(), BuyerErrors.of(failure, call.requestId()), failure);
		}
		return unknown("The call of " + call.system() + " in step '" + call.step() + "' failed, and it is not known "
				+ "whether it was carried out", failure);
	}

	private static boolean isRefusal(Downstream<?, ?> system, Throwable failure) {
		try {
			return system.isRefusal(failure);
		}
		catch (RuntimeException ex) {
			failure.addSuppressed(ex);
			return false;
		}
	}

	private static void warnIfLate(Downstream<?, ?> system, Duration took) {
		if (took.compareTo(system.timeout()) > 0) {
			logger.log(System.Logger.Level.WARNING,
					"A call of " + system.name() + " took " + took.toMillis() + " ms, longer than its timeout of "
							+ system.timeout().toMillis() + " ms: its claim may be taken over while it still runs");
		}
	}

	private static UnknownCallOutcomeException unknown(String reason, @Nullable Throwable cause) {
		return UnknownCallOutcomeException.of(reason, cause);
	}

}
