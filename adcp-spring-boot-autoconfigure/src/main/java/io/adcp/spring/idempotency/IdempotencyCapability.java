package io.adcp.spring.idempotency;

import java.time.Duration;

/**
 * What a seller declares about keys in its capabilities (AdCP 3.1 idempotency, rule 7).
 *
 * @param replayTtl how long a response is replayed; whole seconds on the wire
 * @param inFlightMax how long a first call may take at most, and so a key be in flight;
 * whole seconds on the wire
 * @since 0.1.0
 */
public record IdempotencyCapability(Duration replayTtl, Duration inFlightMax) {

}
