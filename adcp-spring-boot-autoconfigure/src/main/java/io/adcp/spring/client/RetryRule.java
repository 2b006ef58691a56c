package io.adcp.spring.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import io.adcp.spring.AdcpAuthenticationException;
import io.adcp.spring.AdcpException;
import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.RateLimitedException;
import io.adcp.spring.Recovery;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOffExecution;

/**
 * What a failed attempt means for one run of a call: whether it is repeated and after
 * which wait, and what the caller is told in the end.
 */
final class RetryRule {

	/**
	 * The write was committed, and its resource is gone (AdCP 3.2 idempotency, rule 3).
	 */
	static final String COMMITTED_RESOURCE_PURGED = "COMMITTED_RESOURCE_PURGED";

	private static final Duration IN_FLIGHT_WAIT = Duration.ofSeconds(1);

	private final AdcpCall call;

	private final RetryPolicy policy;

	private final BackOffExecution backOff;

	private @Nullable Duration inFlightSince;

	RetryRule(AdcpCall call, RetryPolicy policy) {
		this.call = call;
		this.policy = policy;
		this.backOff = policy.getBackOff().start();
	}

	/**
	 * Decide about another attempt.
	 * @param failure how the last one ended
	 * @param terms what the seller promises
	 * @param elapsed the time since the run began
	 * @return how long to wait before the next attempt, or empty for none
	 */
	Optional<Duration> waitAfter(AdcpException failure, IdempotencyTerms terms, Duration elapsed) {
		if (!isRepeatable(failure) || !isTransient(failure) || !this.policy.shouldRetry(failure)) {
			return Optional.empty();
		}
		if (failure instanceof IdempotencyInFlightException && terms.inFlightMax() != null) {
			return waitInFlight(failure, terms.inFlightMax(), elapsed);
		}
		long next = this.backOff.nextBackOff();
		if (next == BackOffExecution.STOP) {
			return Optional.empty();
		}
		Duration asked = asked(failure, Duration.ZERO);
		return Optional.of((asked.toMillis() > next) ? asked : Duration.ofMillis(next));
	}

	/**
	 * Waiting for the first call to end is bounded by the seller's promise instead of the
	 * number of attempts.
	 */
	private Optional<Duration> waitInFlight(AdcpException failure, Duration max, Duration elapsed) {
		if (this.inFlightSince == null) {
			this.inFlightSince = elapsed;
		}
		Duration wait = asked(failure, IN_FLIGHT_WAIT);
		boolean within = elapsed.plus(wait).compareTo(this.inFlightSince.plus(max)) <= 0;
		return within ? Optional.of(wait) : Optional.empty();
	}

	/** Never earlier than asked for; a little later, so that not all come at once. */
	private static Duration asked(AdcpException failure, Duration otherwise) {
		Duration asked = (failure.retryAfter() != null) ? failure.retryAfter() : otherwise;
		long spread = Math.min(asked.toMillis() / 10, 1000);
		return asked.plusMillis((spread > 0) ? ThreadLocalRandom.current().nextLong(spread) : 0);
	}

	/**
	 * Tell what the caller gets. A failure that says nothing about an attempt that may
	 * have been executed leaves the outcome unknown (AdCP 3.2 idempotency, what the buyer
	 * must do).
	 * @param last how the run ended
	 * @param attempts how many attempts there were
	 * @return the exception
	 */
	AdcpException conclude(AdcpException last, int attempts) {
		if (this.call.isRead() || !this.call.executionPossible() || settles(last)) {
			return last;
		}
		return new AdcpUnknownOutcomeException(this.call, attempts, last);
	}

	/** Only the seller's memory of the key can have said this. */
	private static boolean settles(AdcpException failure) {
		return failure instanceof IdempotencyConflictException || failure instanceof IdempotencyExpiredException
				|| COMMITTED_RESOURCE_PURGED.equals(failure.code());
	}

	/**
	 * Tell whether a failed attempt was certainly not executed. A refusal with a reason
	 * says so; a seller that only cannot answer now may not know itself.
	 */
	static boolean provesNoExecution(AdcpException failure) {
		if (failure instanceof AdcpTransportException fault) {
			return !fault.executionPossible();
		}
		return failure instanceof RateLimitedException || failure instanceof AdcpAuthenticationException
				|| (!isTransient(failure) && !(failure instanceof IdempotencyExpiredException)
						&& !COMMITTED_RESOURCE_PURGED.equals(failure.code()));
	}

	/** Without a key, a change is repeated where nothing of it has been sent. */
	private boolean isRepeatable(AdcpException failure) {
		return this.call.idempotencyKey() != null || this.call.isRead()
				|| (failure instanceof AdcpTransportException fault && !fault.executionPossible());
	}

	/** Some are never repeated, whatever recovery class the seller gives them. */
	private static boolean isTransient(AdcpException failure) {
		return failure.recovery() == Recovery.TRANSIENT && !(failure instanceof IdempotencyConflictException)
				&& !(failure instanceof IdempotencyExpiredException)
				&& !(failure instanceof AdcpAuthenticationException)
				&& !COMMITTED_RESOURCE_PURGED.equals(failure.code());
	}

}
