package io.adcp.spring.client;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.IdempotencyUnsupportedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a seller promises about keys, from its capabilities (AdCP 3.1 idempotency, rule
 * 7).
 *
 * @param replayWindow how long it remembers a key, or {@code null} where it promises
 * nothing
 * @param inFlightMax how long a call can be in flight at most, or {@code null} where it
 * does not say
 */
record IdempotencyTerms(@Nullable Duration replayWindow, @Nullable Duration inFlightMax) {

	private static final Duration MAX = Duration.ofDays(7);

	private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(MAX.toSeconds());

	static final IdempotencyTerms UNKNOWN = new IdempotencyTerms(null, null);

	static IdempotencyTerms read(JsonNode capabilities) {
		JsonNode idempotency = capabilities.path("adcp").path("idempotency");
		if (!idempotency.path("supported").booleanValue(false)) {
			return UNKNOWN;
		}
		return new IdempotencyTerms(seconds(idempotency, "replay_ttl_seconds"),
				seconds(idempotency, "in_flight_max_seconds"));
	}

	/** A longer time than AdCP allows counts as the longest it allows. */
	private static @Nullable Duration seconds(JsonNode node, String field) {
		BigDecimal seconds = node.path(field).decimalValue(BigDecimal.ZERO);
		if (seconds.compareTo(BigDecimal.ONE) < 0) {
			return null;
		}
		return (seconds.compareTo(MAX_SECONDS) < 0) ? Duration.ofSeconds(seconds.longValue()) : MAX;
	}

	/**
	 * Refuse a keyed call where the seller promises nothing.
	 */
	void requirePromise(AdcpCall call) {
		if (this.replayWindow == null) {
			throw unsupported(call, "does not promise to remember idempotency keys", null);
		}
	}

	/**
	 * Say that there is no promise.
	 * @param why the rest of a sentence whose subject is the agent
	 */
	static IdempotencyUnsupportedException unsupported(AdcpCall call, String why, @Nullable Throwable cause) {
		return new IdempotencyUnsupportedException(
				AdcpError.of(AdcpErrorCode.UNSUPPORTED_FEATURE,
						"The agent '" + call.agent() + "' " + why + ", so " + call.task()
								+ " was not sent: a retry could execute it twice. To accept that, set "
								+ "adcp.client.agents." + call.agent() + ".require-idempotency=false"),
				call.idempotencyKey(), cause);
	}

	/** Whether the seller still has to know a call's key, as far as it has promised. */
	boolean isOpen(AdcpCall call, Instant now) {
		return this.replayWindow == null || now.isBefore(call.createdAt().plus(this.replayWindow));
	}

	/**
	 * Refuse to send a call that the seller may have forgotten by now: it would take it
	 * for a new one.
	 */
	void requireOpenWindow(AdcpCall call, Instant now) {
		if (!isOpen(call, now)) {
			throw new IdempotencyExpiredException(AdcpError.of(AdcpErrorCode.IDEMPOTENCY_EXPIRED,
					"The replay window of the agent '" + call.agent() + "' (" + this.replayWindow
							+ ") for this call of " + call.task()
							+ " is over, so it was not sent: look for the resource by its natural key, and only if "
							+ "there is none make a new call with a new key"),
					call.idempotencyKey());
		}
	}

}
