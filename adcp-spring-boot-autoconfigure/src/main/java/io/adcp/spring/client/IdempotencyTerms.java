package io.adcp.spring.client;

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

	static final IdempotencyTerms UNKNOWN = new IdempotencyTerms(null, null);

	static IdempotencyTerms read(JsonNode capabilities) {
		JsonNode idempotency = capabilities.path("adcp").path("idempotency");
		if (!idempotency.path("supported").booleanValue(false)) {
			return UNKNOWN;
		}
		return new IdempotencyTerms(seconds(idempotency, "replay_ttl_seconds"),
				seconds(idempotency, "in_flight_max_seconds"));
	}

	private static @Nullable Duration seconds(JsonNode node, String field) {
		long seconds = node.path(field).longValue(0);
		return (seconds > 0) ? Duration.ofSeconds(seconds) : null;
	}

}
