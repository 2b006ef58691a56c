package io.adcp.spring.downstream;

import java.time.Instant;

/**
 * A call to another system, written down before it is made.
 *
 * @param step what tells it from the claim's other calls: the system's name, unless the
 * seller gave another
 * @param system the system's name
 * @param requestId the id that the system knows it by: random, and stored here alone
 * @param requestHash the hash of the request's JSON form, in hexadecimal; a run that asks
 * for something else is refused
 * @param notedAt when it was first written down under this id, or written down again
 * because the system had proven not to know it; by the database's clock
 * @since 0.1.0
 */
public record NotedCall(String step, String system, String requestId, String requestHash, Instant notedAt) {

}
