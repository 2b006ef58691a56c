package io.adcp.spring.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.adcp.spring.AdcpAuthenticationException;
import io.adcp.spring.AdcpException;
import io.adcp.spring.IdempotencyExpiredException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.databind.JsonNode;

/**
 * All attempts of one run of a call, one after the other, within one deadline. Every
 * attempt sends the same object.
 */
final class Attempts {

	private final AdcpCall call;

	private final ClientSettings settings;

	private final CallListeners listeners;

	private final CallObservations observations;

	private final RetryRule rule;

	private final long startMillis;

	private volatile int count;

	private volatile boolean sent;

	private final AtomicBoolean ended = new AtomicBoolean();

	private @Nullable String token;

	private @Nullable String renewedToken;

	Attempts(AdcpCall call, ClientSettings settings, CallListeners listeners, CallObservations observations) {
		this.call = call;
		this.settings = settings;
		this.listeners = listeners;
		this.observations = observations;
		this.rule = new RetryRule(call, settings.retryPolicy());
		this.startMillis = now();
	}

	/**
	 * Turn a run into what the caller gets, and tell the listeners how it ended.
	 * @param closed tells that the client was closed
	 * @param stop tells that the caller has to go on before the run has ended
	 * @param run the run
	 */
	Mono<AdcpResult<JsonNode>> until(Mono<String> closed, Mono<String> stop, Mono<AdcpResult<JsonNode>> run) {
		return Mono.firstWithSignal(closed.flatMap(this::stopped), stop.flatMap(this::stopped), run)
			.onErrorMap(AdcpException.class, (failure) -> this.rule.conclude(failure, this.count))
			.doOnNext(this::succeeded)
			.doOnError(AdcpException.class, this::failed)
			.doOnCancel(this::cancelled);
	}

	private <T> Mono<T> stopped(String reason) {
		return Mono.error(() -> gaveUp(reason));
	}

	private AdcpException gaveUp(String reason) {
		String message = "The call of " + this.call.task() + " to the agent '" + this.call.agent()
				+ "' was given up before its answer came: " + reason;
		return this.call.executionPossible() ? AdcpTransportException.noAnswer(this.call, message, null, null)
				: AdcpTransportException.notSent(this.call, message, null, null);
	}

	private void succeeded(AdcpResult<JsonNode> result) {
		end(() -> this.listeners.onSuccess(this.call, result));
	}

	private void failed(AdcpException failure) {
		end(() -> this.listeners.onFailure(this.call, failure));
	}

	private void cancelled() {
		end(() -> this.listeners.onFailure(this.call,
				this.rule.conclude(gaveUp("nobody waits for it any more"), this.count)));
	}

	/** Some operators cancel even what has ended. */
	private void end(Runnable telling) {
		if (this.ended.compareAndSet(false, true)) {
			telling.run();
		}
	}

	Mono<AdcpResult<JsonNode>> run(IdempotencyTerms terms) {
		return Mono.defer(() -> attempt(terms))
			.retryWhen(Retry
				.from((signals) -> signals.concatMap((signal) -> waitOrFail((AdcpException) signal.failure(), terms))));
	}

	private Mono<AdcpResult<JsonNode>> attempt(IdempotencyTerms terms) {
		this.sent = false;
		terms.requireOpenWindow(this.call, this.settings.clock().instant());
		// No attempt begins before the one before it has ended
		int number = this.count + 1;
		this.count = number;
		this.listeners.onAttempt(this.call, number);
		Duration left = timeLeft();
		Duration bound = (left.compareTo(this.settings.attemptTimeout()) < 0) ? left : this.settings.attemptTimeout();
		Mono<AdcpResult<JsonNode>> exchange = token().flatMap(this::exchange)
			.timeout(this.settings.timeouts().after(bound))
			.onErrorMap((failure) -> !(failure instanceof AdcpException), (failure) -> translate(failure, bound));
		return this.observations.attempt(this.call, this.count, exchange);
	}

	private Mono<AdcpResult<JsonNode>> exchange(Optional<String> token) {
		this.token = token.orElse(null);
		if (this.token != null && !BearerToken.isSendable(this.token)) {
			return Mono
				.error(AdcpTransportException.permanent(this.call, "The token for the agent '" + this.call.agent()
						+ "' has a character that no bearer token has, such as a line break", false, null));
		}
		this.sent = true;
		this.call.progress().sending();
		return this.settings.transport()
			.send(this.call, this.token)
			.map((answer) -> AnswerReader.read(this.call, answer, this.count, this.token));
	}

	/** A token that was renewed in this call is kept for the rest of it. */
	private Mono<Optional<String>> token() {
		if (this.renewedToken != null) {
			return Mono.just(Optional.of(this.renewedToken));
		}
		return Mono.defer(() -> this.settings.tokens().token(this.call.agent(), null))
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty());
	}

	private AdcpException translate(Throwable failure, Duration bound) {
		if (failure instanceof TimeoutException) {
			String message = "No answer from the agent '" + this.call.agent() + "' to " + this.call.task() + " within "
					+ bound.toMillis() + " ms";
			return this.sent ? AdcpTransportException.noAnswer(this.call, message, null, null)
					: AdcpTransportException.notSent(this.call, message, null, null);
		}
		if (!this.sent) {
			return AdcpTransportException.notSent(this.call,
					"Could not get a token for the agent '" + this.call.agent() + "'", null, failure);
		}
		return AdcpTransportException.permanent(this.call,
				"The exchange with the agent '" + this.call.agent() + "' broke off", true, failure);
	}

	private Mono<Long> waitOrFail(AdcpException failure, IdempotencyTerms terms) {
		if (failure instanceof IdempotencyExpiredException) {
			this.call.progress().expired();
		}
		if (this.sent && RetryRule.provesNoExecution(failure)) {
			this.call.progress().notExecuted();
		}
		if (failure instanceof AdcpAuthenticationException && this.token != null && this.renewedToken == null) {
			return renewOrFail(failure, this.token);
		}
		return this.rule.waitAfter(failure, terms, elapsed())
			.filter((wait) -> wait.compareTo(timeLeft()) < 0)
			.map((wait) -> again(failure, wait))
			.orElseGet(() -> Mono.error(failure));
	}

	/** Without another token, the refusal stands. */
	private Mono<Long> renewOrFail(AdcpException failure, String rejected) {
		return Mono.defer(() -> this.settings.tokens().token(this.call.agent(), rejected))
			.timeout(timeLeft(), this.settings.scheduler())
			.onErrorComplete()
			.flatMap((renewed) -> {
				this.renewedToken = renewed;
				return again(failure, Duration.ZERO);
			})
			.switchIfEmpty(Mono.error(failure));
	}

	private Mono<Long> again(AdcpException failure, Duration wait) {
		AttemptLog.repeated(this.call, this.count, failure, wait);
		this.listeners.onRetry(this.call, this.count, failure, wait);
		return Mono.delay(wait, this.settings.scheduler());
	}

	private Duration timeLeft() {
		return this.settings.hasDeadline() ? this.settings.deadline().minus(elapsed()) : this.settings.deadline();
	}

	private Duration elapsed() {
		return Duration.ofMillis(now() - this.startMillis);
	}

	private long now() {
		// Nanoseconds come from a clock that nobody sets
		return TimeUnit.NANOSECONDS.toMillis(this.settings.scheduler().now(TimeUnit.NANOSECONDS));
	}

}
