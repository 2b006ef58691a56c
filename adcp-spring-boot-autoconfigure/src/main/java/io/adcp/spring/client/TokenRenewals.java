package io.adcp.spring.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Asks for another token once, however many calls had the same one refused: those that
 * were sent before the renewal are refused one by one.
 */
final class TokenRenewals implements AdcpTokenSupplier {

	private static final int MAX_TOKENS = 100;

	private final AdcpTokenSupplier tokens;

	private final Duration timeout;

	private final Scheduler scheduler;

	private final Map<String, Renewal> renewals = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Renewal> eldest) {
			return size() > MAX_TOKENS;
		}

	};

	TokenRenewals(AdcpTokenSupplier tokens, Duration timeout, Scheduler scheduler) {
		this.tokens = tokens;
		this.timeout = timeout;
		this.scheduler = scheduler;
	}

	@Override
	public Mono<String> token(String agent, @Nullable String rejected) {
		return (rejected != null) ? renewed(agent, rejected) : current(agent);
	}

	private Mono<String> current(String agent) {
		Mono<String> token = this.tokens.token(agent, null);
		return hasRenewals() ? token.doOnNext(this::forgetRenewal) : token;
	}

	private synchronized boolean hasRenewals() {
		return !this.renewals.isEmpty();
	}

	/**
	 * The supplier still hands it out: if it is refused again, it has to be renewed
	 * again.
	 */
	private synchronized void forgetRenewal(String token) {
		Renewal renewal = this.renewals.get(token);
		if (renewal != null && renewal.done) {
			this.renewals.remove(token);
		}
	}

	private synchronized Mono<String> renewed(String agent, String rejected) {
		return this.renewals.computeIfAbsent(rejected, (token) -> new Renewal(agent, token)).token;
	}

	private synchronized void forget(String rejected) {
		this.renewals.remove(rejected);
	}

	/**
	 * Another token in the place of a refused one. It goes on for all others should the
	 * first caller go away.
	 */
	private final class Renewal {

		private final Mono<String> token;

		private volatile boolean done;

		private Renewal(String agent, String rejected) {
			TokenRenewals outer = TokenRenewals.this;
			this.token = Mono.defer(() -> outer.tokens.token(agent, rejected))
				.timeout(outer.timeout, outer.scheduler)
				.doOnError((failure) -> forget(rejected))
				.doOnTerminate(() -> this.done = true)
				// All that wait go on from here, not on the supplier's event loop
				.publishOn(outer.scheduler)
				.cache();
		}

	}

}
