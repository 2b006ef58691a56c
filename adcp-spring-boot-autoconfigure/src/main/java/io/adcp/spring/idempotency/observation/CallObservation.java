package io.adcp.spring.idempotency.observation;

import java.time.Duration;
import java.util.function.Predicate;

import io.adcp.spring.idempotency.IdempotencyListener;
import io.adcp.spring.idempotency.IdempotencyOutcome;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes each call from its arrival at the engine to its end, as
 * {@code adcp.server.idempotency} with task, outcome and backend. Keys, agents and
 * accounts are left out.
 *
 * @since 0.1.0
 */
public class CallObservation implements IdempotencyListener {

	/**
	 * The observation's name.
	 */
	public static final String NAME = "adcp.server.idempotency";

	private static final String OTHER_TASK = "other";

	private final ObservationRegistry registry;

	private final String backend;

	private final Predicate<String> knownTask;

	/**
	 * Create the listener.
	 * @param registry the registry
	 * @param backend the backend's name
	 * @param knownTask tells names that may be shown: there must be an end to them
	 */
	public CallObservation(ObservationRegistry registry, String backend, Predicate<String> knownTask) {
		this.registry = registry;
		this.backend = backend;
		this.knownTask = knownTask;
	}

	@Override
	public IdempotencyListener onStart(IdempotencyRequest request) {
		String task = this.knownTask.test(request.task()) ? request.task() : OTHER_TASK;
		Observation observation = Observation.createNotStarted(NAME, this.registry)
			.contextualName(NAME + " " + task)
			.lowCardinalityKeyValue("adcp.task", task)
			.lowCardinalityKeyValue("adcp.backend", this.backend)
			.start();
		Observation.Scope scope = observation.openScope();
		return (call, outcome, took, failure) -> {
			scope.close();
			stop(observation, outcome, failure);
		};
	}

	/**
	 * Does nothing: the end is told to what {@link #onStart} returned.
	 */
	@Override
	public void onOutcome(IdempotencyRequest request, IdempotencyOutcome outcome, Duration took,
			@Nullable Throwable failure) {
	}

	private static void stop(Observation observation, IdempotencyOutcome outcome, @Nullable Throwable failure) {
		observation.lowCardinalityKeyValue("adcp.outcome", outcome.label());
		if (outcome == IdempotencyOutcome.FAILED && failure != null) {
			observation.error(failure);
		}
		observation.stop();
	}

}
