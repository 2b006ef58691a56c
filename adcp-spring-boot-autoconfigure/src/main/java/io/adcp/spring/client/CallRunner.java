package io.adcp.spring.client;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.Recovery;
import io.adcp.spring.VersionUnsupportedException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs one frozen call: asks for the seller's promise, makes the attempts, reads the
 * body.
 */
final class CallRunner {

	private static final Log logger = LogFactory.getLog(CallRunner.class);

	private final ClientSettings settings;

	private final CallListeners listeners;

	private final CallObservations observations;

	private final CallFreezer freezer;

	private final Mono<IdempotencyTerms> terms;

	private final Sinks.One<String> closed = Sinks.one();

	private final ReleaseNegotiation negotiation;

	CallRunner(ClientSettings settings) {
		this.settings = settings;
		this.listeners = new CallListeners(settings.listeners());
		this.observations = new CallObservations(settings.observations());
		this.freezer = new CallFreezer(settings.target(), JsonMapper.shared(), settings.clock(), null);
		// Timed here, so that calls that find them remembered need no timer
		this.terms = Mono.defer(() -> readTerms(settings))
			.timeout(settings.deadline(), settings.scheduler())
			// All that wait go on from here, or they would all stay on one event loop
			.publishOn(settings.scheduler())
			.cache(this::timeToRemember, (failure) -> Duration.ZERO, () -> Duration.ZERO, settings.scheduler());
		this.negotiation = new ReleaseNegotiation(settings, this.terms,
				Mono.defer(() -> readTerms(settings.withoutRetries())), this.closed.asMono());
	}

	/** End all calls, and send no others. */
	void close() {
		this.closed.tryEmitValue("the client was closed");
	}

	/**
	 * Run a call.
	 * @param stop tells that the call has to end before its time, and why
	 */
	<T> Mono<AdcpResult<T>> run(AdcpCall call, Type type, Mono<String> stop) {
		return this.observations.call(call, Mono.defer(() -> attempts(call, stop, this.settings)))
			.doOnError(VersionUnsupportedException.class, (refusal) -> this.negotiation.forget())
			.flatMap((result) -> accepted(call, result))
			.map((result) -> this.<T>bind(call, result, type));
	}

	/**
	 * Follow the task that a call has begun.
	 * @param atOnce whether to ask at once
	 * @param stop tells that the caller has to go on before the end, and why
	 */
	<T> Mono<AdcpResult<T>> follow(AdcpCall call, boolean atOnce, Type type, Mono<String> stop) {
		return Mono
			.defer(() -> new TaskFollower(call, this.settings, this::status).follow(atOnce,
					Mono.firstWithSignal(this.closed.asMono(), stop)))
			.map((result) -> this.<T>bind(call, result, type));
	}

	/**
	 * Send a call or, where the seller goes on with it, ask once for its task.
	 */
	<T> Mono<AdcpResult<T>> look(AdcpCall call, Type type, Mono<String> stop) {
		if (call.taskId() == null) {
			return run(call, type, stop);
		}
		return Mono.defer(() -> new TaskFollower(call, this.settings, this::status).askOnce())
			.map((result) -> this.<T>bind(call, result, type));
	}

	private Mono<AdcpResult<JsonNode>> status(ObjectNode request) {
		return this.negotiation.find(AdcpTask.GET_TASK_STATUS, Mono.never())
			.map((version) -> this.freezer.freeze(RequestState.of(AdcpTask.GET_TASK_STATUS, request), null, version))
			.flatMap((poll) -> run(poll, JsonNode.class, Mono.never()));
	}

	/**
	 * Note the task that a call has begun. Where that fails, the replay of the call tells
	 * it again.
	 */
	private Mono<AdcpResult<JsonNode>> accepted(AdcpCall call, AdcpResult<JsonNode> result) {
		AdcpCallBook book = this.settings.book();
		if (!result.isUnfinished() || call.isRead()) {
			return Mono.just(result);
		}
		call.progress().accepted(Objects.requireNonNull(result.taskId()));
		if (book == null || !call.progress().isStored()) {
			return Mono.just(result);
		}
		return Mono.<AdcpResult<JsonNode>>fromCallable(() -> {
			book.accepted(call);
			return result;
		}).subscribeOn(Schedulers.boundedElastic()).onErrorResume((failure) -> {
			logger.warn("The task of " + call + " could not be noted in the book; a replay will tell it again",
					failure);
			return Mono.just(result);
		});
	}

	/** Whether the seller may still know the call's key. */
	Mono<Boolean> mayKnow(AdcpCall call) {
		if (call.progress().isExpired()) {
			return Mono.just(false);
		}
		return terms(call)
			.map((terms) -> terms.replayWindow() != null && terms.isOpen(call, this.settings.clock().instant()));
	}

	ReleaseNegotiation negotiation() {
		return this.negotiation;
	}

	private Mono<AdcpResult<JsonNode>> attempts(AdcpCall call, Mono<String> stop, ClientSettings settings) {
		Attempts attempts = new Attempts(call, settings, this.listeners, this.observations);
		return attempts.until(this.closed.asMono(), stop, Mono.defer(() -> {
			this.settings.usedKeys().claim(call);
			call.progress().announce(() -> announce(call));
			return terms(call).flatMap(attempts::run);
		}));
	}

	/** A webhook can come before the answer, and has to find the call. */
	private void announce(AdcpCall call) {
		AdcpCallBook book = this.settings.book();
		if (call.isNotified() && book != null && !call.progress().isStored()) {
			book.store(call);
			call.progress().stored();
		}
		this.listeners.onCall(call);
	}

	/** Only a keyed call depends on the seller's memory. */
	private Mono<IdempotencyTerms> terms(AdcpCall call) {
		if (call.idempotencyKey() == null || !this.settings.requireIdempotency()
				|| AdcpTask.GET_ADCP_CAPABILITIES.equals(call.task())) {
			return Mono.just(IdempotencyTerms.UNKNOWN);
		}
		return this.terms.onErrorMap((failure) -> untold(call, failure))
			.doOnNext((terms) -> terms.requirePromise(call));
	}

	/**
	 * Turn the failure to read the seller's capabilities into one of the call. A seller
	 * whose answer no repetition will change counts as one without capabilities.
	 */
	private static Throwable untold(AdcpCall call, Throwable failure) {
		String message = "The agent '" + call.agent() + "' did not tell its capabilities, so " + call.task()
				+ " was not sent";
		if (failure instanceof TimeoutException) {
			return AdcpTransportException.notSent(call, message + ": there was no answer in time", null, failure);
		}
		if (!(failure instanceof AdcpTransportException || failure instanceof InvalidRequestException
				|| failure instanceof AdcpTaskException)) {
			return failure;
		}
		AdcpException told = (AdcpException) failure;
		if (told.recovery() == Recovery.TRANSIENT) {
			return AdcpTransportException.notSent(call, message + ": " + told.getMessage(), told.retryAfter(), told);
		}
		return (told instanceof AdcpTransportException)
				? AdcpTransportException.permanent(call, message + ": " + told.getMessage(), false, told)
				: IdempotencyTerms.unsupported(call,
						"does not answer get_adcp_capabilities (" + told.getMessage() + ")", told);
	}

	private Mono<IdempotencyTerms> readTerms(ClientSettings settings) {
		AdcpCall call = this.freezer.freeze(RequestState.of(AdcpTask.GET_ADCP_CAPABILITIES), null, StatedVersion.NONE);
		return this.observations.call(call, Mono.defer(() -> attempts(call, Mono.never(), settings)))
			.doOnNext((result) -> this.negotiation.learn(result.body()))
			.map((result) -> IdempotencyTerms.read(result.body()));
	}

	/** A missing promise is not remembered: the seller may make it later. */
	private Duration timeToRemember(IdempotencyTerms terms) {
		return (terms.replayWindow() != null) ? this.settings.capabilitiesTtl() : Duration.ZERO;
	}

	/** Read a result as another type. */
	<T> AdcpResult<T> read(AdcpResult<?> result, Type type) {
		JsonNode body = this.settings.mapper().valueToTree(result.body());
		return bind(result.call(), result.withBody(body), type);
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
