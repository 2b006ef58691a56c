package io.adcp.spring.client;

import java.math.BigDecimal;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a seller promises of keys, from its capabilities (AdCP 3.1 idempotency, rule 7).
 *
 * @param replayWindow how long it remembers a key, or {@code null} where it promises
 * nothing
 * @param inFlightMax how long a call can be in flight at most, or {@code null} where it
 * does not say
 */
record IdempotencyTerms(@Nullable Duration replayWindow, @Nullable Duration inFlightMax) {

	private static final Duration MAX = Duration.ofDays(7);

	private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(MAX.getSeconds());

	static final IdempotencyTerms UNKNOWN = new IdempotencyTerms(null, null);

	static IdempotencyTerms read(JsonNode capabilities) {
		JsonNode idempotency = capabilities.path("adcp").path("idempotency");
		if (!idempotency.path("supported").booleanValue(false)) {
			return UNKNOWN;
		}
		return new IdempotencyTerms(seconds(idempotency, "replay_ttl_seconds"),
				seconds(idempotency, "in_flight_max_seconds"));
	}

	/** More than AdCP allows is taken for what it allows. */
	private static @Nullable Duration seconds(JsonNode node, String field) {
		BigDecimal seconds = node.path(field).decimalValue(BigDecimal.ZERO);
		if (seconds.compareTo(BigDecimal.ONE) < 0) {
			return null;
		}
		return (seconds.compareTo(MAX_SECONDS) < 0) ? Duration.ofSeconds(seconds.longValue()) : MAX;
	}

}
