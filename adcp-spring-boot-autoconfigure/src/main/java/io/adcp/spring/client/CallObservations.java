package io.adcp.spring.client;

import java.util.concurrent.atomic.AtomicBoolean;

import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Observes calls ({@code adcp.client.call}) and, within each, its attempts
 * ({@code adcp.client.attempt}). Keys, tokens and bodies are left out.
 */
final class CallObservations {

	private static final String OUTCOME = "adcp.outcome";

	private final ObservationRegistry registry;

	CallObservations(ObservationRegistry registry) {
		this.registry = registry;
	}

	<T> Mono<AdcpResult<T>> call(AdcpCall call, Mono<AdcpResult<T>> run) {
		return observe("adcp.client.call", call, run);
	}

	<T> Mono<AdcpResult<T>> attempt(AdcpCall call, int attempt, Mono<AdcpResult<T>> exchange) {
		return observe("adcp.client.attempt", call, exchange, KeyValue.of("adcp.attempt", Integer.toString(attempt)));
	}

	private <T> Mono<AdcpResult<T>> observe(String name, AdcpCall call, Mono<AdcpResult<T>> mono, KeyValue... more) {
		if (this.registry.isNoop()) {
			return mono;
		}
		return Mono.deferContextual((context) -> {
			Observation observation = Observation.createNotStarted(name, this.registry)
				.contextualName(name + " " + call.task())
				.lowCardinalityKeyValue("adcp.task", call.task())
				.lowCardinalityKeyValue("adcp.agent", call.agent())
				.highCardinalityKeyValue("adcp.call.id", call.id());
			for (KeyValue keyValue : more) {
				observation.highCardinalityKeyValue(keyValue);
			}
			Observation parent = context.getOrDefault(ObservationThreadLocalAccessor.KEY,
					this.registry.getCurrentObservation());
			observation.parentObservation(parent).start();
			AtomicBoolean ended = new AtomicBoolean();
			// Before the result is given away: whoever has it finds the observation
			// stopped.
			return mono.doOnNext((result) -> end(ended, observation, () -> succeeded(observation, result)))
				.doOnError((failure) -> end(ended, observation, () -> failed(observation, failure)))
				.doOnCancel(() -> end(ended, observation, () -> outcome(observation, "cancelled", null)))
				.contextWrite((inner) -> inner.put(ObservationThreadLocalAccessor.KEY, observation));
		});
	}

	private static void succeeded(Observation observation, AdcpResult<?> result) {
		observation.highCardinalityKeyValue("adcp.attempts", Integer.toString(result.attempts()));
		outcome(observation, result.replayed() ? "replayed" : "success", null);
	}

	private static void failed(Observation observation, Throwable failure) {
		if (failure instanceof AdcpUnknownOutcomeException unknown) {
			outcome(observation, "unknown", unknown.lastFailure().code());
		}
		else {
			outcome(observation, "error", (failure instanceof AdcpException adcp) ? adcp.code() : null);
		}
		observation.error(failure);
	}

	/** Some cancel after the end, which says nothing about how it ended. */
	private static void end(AtomicBoolean ended, Observation observation, Runnable how) {
		if (ended.compareAndSet(false, true)) {
			how.run();
			observation.stop();
		}
	}

	/**
	 * Codes come from the seller: only known ones become tags, so that there are not too
	 * many.
	 */
	private static void outcome(Observation observation, String outcome, @Nullable String code) {
		String tag = (code == null) ? "none" : AdcpErrorCode.find(code).map(Enum::name).orElse("other");
		observation.lowCardinalityKeyValue(OUTCOME, outcome).lowCardinalityKeyValue("adcp.error.code", tag);
	}

}
