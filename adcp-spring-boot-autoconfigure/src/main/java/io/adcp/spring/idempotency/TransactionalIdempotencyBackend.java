package io.adcp.spring.idempotency;

/**
 * A backend whose claims and records are part of the caller's transaction, so that
 * business rows and record commit together. It must be called inside of one.
 *
 * @since 0.1.0
 */
public interface TransactionalIdempotencyBackend extends IdempotencyBackend {

}
