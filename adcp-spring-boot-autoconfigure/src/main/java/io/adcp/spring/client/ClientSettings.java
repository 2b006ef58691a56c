package io.adcp.spring.client;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.adcp.spring.AdcpVersion;
import io.adcp.spring.client.task.FollowPolicy;
import io.adcp.spring.client.task.TaskUpdates;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.retry.RetryPolicy;

/**
 * What a client was built with.
 *
 * @param transport how it is reached
 * @param tokens where its token comes from
 * @param attemptTimeout how long one attempt may take
 * @param retryPolicy how often and for how long a call is tried
 * @param requireIdempotency whether a keyed call needs the seller's promise
 * @param capabilitiesTtl how long the seller's promise is taken for granted
 * @param listeners who sees the calls
 * @param observations where calls are observed
 * @param mapper how bodies are written and read
 * @param clock the time of day
 * @param scheduler the timer for waits and time-outs
 * @param timeouts when attempts have to end
 * @param usedKeys which seller each key belongs to
 * @param target whom calls ask, and as whom
 * @param follow how often a seller is asked where a task stands
 * @param updates what webhooks tell of tasks
 * @param book where calls are stored, or {@code null}
 * @param version the release that calls ask for, or {@code null} to say nothing of it
 */
record ClientSettings(AdcpTransport transport, AdcpTokenSupplier tokens, Duration attemptTimeout,
		RetryPolicy retryPolicy, boolean requireIdempotency, Duration capabilitiesTtl,
		List<AdcpClientListener> listeners, ObservationRegistry observations, JsonMapper mapper, Clock clock,
		Scheduler scheduler, AttemptTimeouts timeouts, UsedKeys usedKeys, CallTarget target, FollowPolicy follow,
		TaskUpdates updates, @Nullable AdcpCallBook book, @Nullable AdcpVersion version) {

	private static final Duration FOREVER = Duration.ofDays(1);

	/** The same, but nothing is tried twice. */
	ClientSettings withoutRetries() {
		RetryPolicy once = RetryPolicy.builder().maxRetries(0).timeout(this.retryPolicy.getTimeout()).build();
		return new ClientSettings(this.transport, this.tokens, this.attemptTimeout, once, this.requireIdempotency,
				this.capabilitiesTtl, this.listeners, this.observations, this.mapper, this.clock, this.scheduler,
				this.timeouts, this.usedKeys, this.target, this.follow, this.updates, this.book, this.version);
	}

	String agent() {
		return this.target.agent();
	}

	boolean hasDeadline() {
		return !this.retryPolicy.getTimeout().isZero();
	}

	/**
	 * How long a call as a whole may take; a day if its policy sets no limit.
	 */
	Duration deadline() {
		return hasDeadline() ? this.retryPolicy.getTimeout() : FOREVER;
	}

}
