package io.adcp.spring.client;

import java.util.concurrent.TimeoutException;

import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.AdcpVersion;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.Recovery;
import io.adcp.spring.VersionUnsupportedException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Finds out which release of AdCP a call asks for, before its bytes are frozen. What the
 * seller declares is remembered as long as its promise.
 */
final class ReleaseNegotiation {

	private static final Log logger = LogFactory.getLog(ReleaseNegotiation.class);

	private final ClientSettings settings;

	private final Mono<?> shared;

	private final Mono<?> once;

	private final Mono<String> closed;

	private volatile @Nullable SellerReleases known;

	/**
	 * Begin. Whoever reads capabilities says so by {@link #learn}.
	 * @param shared reads the seller's capabilities, unless they are remembered
	 * @param once reads them now, and does not try twice
	 * @param closed tells that the client was closed
	 */
	ReleaseNegotiation(ClientSettings settings, Mono<?> shared, Mono<?> once, Mono<String> closed) {
		this.settings = settings;
		this.shared = shared;
		this.once = once;
		this.closed = closed;
	}

	void learn(JsonNode capabilities) {
		this.known = SellerReleases.read(capabilities,
				this.settings.clock().instant().plus(this.settings.capabilitiesTtl()));
	}

	/** The seller has refused what it declared. */
	void forget() {
		SellerReleases refuted = this.known;
		if (refuted != null) {
			refuted.refute();
		}
	}

	/**
	 * Find out for a call that is sent at once. A seller that does not know
	 * {@code get_adcp_capabilities} is told nothing.
	 * @param stop tells that the caller has to go on, and why
	 */
	Mono<StatedVersion> find(String task, Mono<String> stop) {
		return find(task, stop, this.shared).onErrorMap(ReleaseNegotiation::isTransient,
				(failure) -> notTold(task, failure));
	}

	/**
	 * Find out for a call that may be sent much later. It can be prepared even if the
	 * seller does not answer now: then it says nothing, as one of AdCP 3.0.
	 * @param stop tells that the caller has to go on, and why
	 */
	Mono<StatedVersion> findIfTold(String task, Mono<String> stop) {
		return find(task, stop, this.once).onErrorResume(
				(failure) -> isTransient(failure) || failure instanceof AdcpTransportException, (failure) -> {
					logger.warn("The agent '" + this.settings.agent() + "' does not tell which releases of AdCP it "
							+ "serves, so this call of " + task + " names none: " + failure.getMessage());
					return Mono.just(StatedVersion.NONE);
				});
	}

	private Mono<StatedVersion> find(String task, Mono<String> stop, Mono<?> read) {
		AdcpVersion wanted = this.settings.version();
		if (wanted == null || AdcpTask.GET_ADCP_CAPABILITIES.equals(task)) {
			return Mono.just(StatedVersion.NONE);
		}
		return Mono.defer(() -> {
			SellerReleases releases = this.known;
			// What is known is there at once: neither closing nor stopping can come
			// between
			return (releases != null && releases.isValid(this.settings.clock().instant())) ? Mono.just(releases)
					: Mono.firstWithSignal(this.closed.flatMap((reason) -> givenUp(task, reason)),
							stop.flatMap((reason) -> givenUp(task, reason)), read(releases, read));
		}).map((releases) -> releases.choose(this.settings.agent(), task, wanted));
	}

	private Mono<SellerReleases> read(@Nullable SellerReleases releases, Mono<?> read) {
		Mono<?> fresh = (releases != null && releases.isRefuted()) ? this.once : read;
		return fresh.then(Mono.fromSupplier(() -> this.known))
			.onErrorResume(ReleaseNegotiation::hasNoCapabilities, (failure) -> Mono.just(SellerReleases.untold()));
	}

	private static boolean hasNoCapabilities(Throwable failure) {
		return !isTransient(failure) && !(failure instanceof VersionUnsupportedException)
				&& (failure instanceof InvalidRequestException || failure instanceof AdcpTaskException);
	}

	private static boolean isTransient(Throwable failure) {
		return failure instanceof TimeoutException
				|| (failure instanceof AdcpException told && told.recovery() == Recovery.TRANSIENT);
	}

	private <T> Mono<T> givenUp(String task, String reason) {
		return Mono.error(() -> AdcpTransportException.notFrozen("The call of " + task + " to the agent '"
				+ this.settings.agent() + "' was given up before it was sent: " + reason, null, null));
	}

	private AdcpTransportException notTold(String task, Throwable failure) {
		String why = (failure instanceof TimeoutException) ? "there was no answer in time" : failure.getMessage();
		return AdcpTransportException.notFrozen(
				"The agent '" + this.settings.agent() + "' did not tell which releases of AdCP it serves, so " + task
						+ " was not sent: " + why,
				(failure instanceof AdcpException told) ? told.retryAfter() : null, failure);
	}

}
