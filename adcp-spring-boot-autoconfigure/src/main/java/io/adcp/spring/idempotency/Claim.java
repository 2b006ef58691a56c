package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.UUID;

/**
 * One attempt to become the owner of a key.
 *
 * @param id the record's id, a digest of scope and key; two scopes never share one
 * @param task the task's name
 * @param payload the hash of the request
 * @param owner who asks: unique for each attempt
 * @param lease how long the owner may take at most; a backend that cannot tell a dead
 * owner from a slow one frees the key after it
 * @since 0.1.0
 */
public record Claim(UUID id, String task, PayloadHash payload, UUID owner, Duration lease) {

}
