package io.adcp.spring.client;

import java.lang.reflect.Type;
import java.time.Duration;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.IdempotencyUnsupportedException;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs one frozen call: asks for the seller's promise, makes the attempts, reads the
 * body.
 */
final class CallRunner {

	private final ClientSettings settings;

	private final CallListeners listeners;

	private final CallObservations observations;

	private final CallFreezer freezer;

	private final Mono<IdempotencyTerms> terms;

	CallRunner(ClientSettings settings) {
		this.settings = settings;
		this.listeners = new CallListeners(settings.listeners());
		this.observations = new CallObservations(settings.observations());
		this.freezer = new CallFreezer(settings.agent(), JsonMapper.shared(), settings.clock());
		// Bound where they are asked for: calls that find them remembered need no timer
		this.terms = Mono.defer(this::readTerms)
			.timeout(settings.deadline(), settings.scheduler())
			// All who wait go on from here: on an event loop, they would all stay with it
			.publishOn(settings.scheduler())
			.cache(this::timeToRemember, (failure) -> Duration.ZERO, () -> Duration.ZERO, settings.scheduler());
	}

	<T> Mono<AdcpResult<T>> run(AdcpCall call, Type type) {
		return this.observations.call(call, Mono.defer(() -> {
			this.settings.keyOwners().claim(call);
			this.listeners.onCall(call);
			Attempts attempts = new Attempts(call, this.settings, this.listeners, this.observations);
			return attempts.first(terms(call)).flatMap(attempts::run);
		})
			.doOnNext((result) -> this.listeners.onSuccess(call, result))
			.doOnError(AdcpException.class, (failure) -> this.listeners.onFailure(call, failure)))
			.map((result) -> this.<T>bind(call, result, type));
	}

	/** Only a keyed call depends on the seller's memory. */
	private Mono<IdempotencyTerms> terms(AdcpCall call) {
		if (call.idempotencyKey() == null || !this.settings.requireIdempotency()
				|| AdcpTask.GET_ADCP_CAPABILITIES.equals(call.task())) {
			return Mono.just(IdempotencyTerms.UNKNOWN);
		}
		return this.terms.doOnNext((terms) -> check(call, terms));
	}

	private void check(AdcpCall call, IdempotencyTerms terms) {
		Duration window = terms.replayWindow();
		if (window == null) {
			throw new IdempotencyUnsupportedException(AdcpError.of(AdcpErrorCode.UNSUPPORTED_FEATURE,
					"The agent '" + call.agent() + "' does not promise to remember idempotency keys, so " + call.task()
							+ " was not sent: a retry could execute it twice. To accept that, set adcp.client.agents."
							+ call.agent() + ".require-idempotency=false"),
					call.idempotencyKey());
		}
		if (!this.settings.clock().instant().isBefore(call.createdAt().plus(window))) {
			throw new IdempotencyExpiredException(AdcpError.of(AdcpErrorCode.IDEMPOTENCY_EXPIRED,
					"The replay window of the agent '" + call.agent() + "' (" + window + ") for this call of "
							+ call.task() + " is over, so it was not sent: look for the resource by its natural key, "
							+ "and only if there is none make a new call with a new key"),
					call.idempotencyKey());
		}
	}

	private Mono<IdempotencyTerms> readTerms() {
		AdcpCall call = this.freezer.freeze(RequestState.of(AdcpTask.GET_ADCP_CAPABILITIES), null);
		return this.<JsonNode>run(call, JsonNode.class).map((result) -> IdempotencyTerms.read(result.body()));
	}

	/** A missing promise is asked for again each time: the seller may mend it. */
	private Duration timeToRemember(IdempotencyTerms terms) {
		return (terms.replayWindow() != null) ? this.settings.capabilitiesTtl() : Duration.ZERO;
	}

	private <T> AdcpResult<T> bind(AdcpCall call, AdcpResult<JsonNode> result, Type type) {
		try {
			JsonMapper mapper = this.settings.mapper();
			T body = mapper.treeToValue(result.body(), mapper.constructType(type));
			return result.withBody(body);
		}
		catch (JacksonException ex) {
			throw new AdcpUnreadableResultException(call, type.getTypeName(), result, ex);
		}
	}

}
