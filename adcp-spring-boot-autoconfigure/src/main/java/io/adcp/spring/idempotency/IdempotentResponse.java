package io.adcp.spring.idempotency;

/**
 * The answer to a call with a key.
 *
 * @param body the inner response, a JSON text; on a replay exactly the text of the first
 * call
 * @param replayed whether it was stored before and the handler was not run
 * @since 0.1.0
 */
public record IdempotentResponse(String body, boolean replayed) {

}
