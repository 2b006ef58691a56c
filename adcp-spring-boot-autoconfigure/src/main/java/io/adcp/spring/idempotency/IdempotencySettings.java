package io.adcp.spring.idempotency;

import java.time.Duration;

/**
 * How the engine treats keys.
 *
 * @param retention how long records are kept
 * @param inFlight what a repetition gets while the first call runs
 * @param waitTimeout how long a repetition waits at most
 * @param inFlightMax how long a first call may take at most
 * @since 0.1.0
 */
public record IdempotencySettings(Retention retention, InFlightPolicy inFlight, Duration waitTimeout,
		Duration inFlightMax) {

}
