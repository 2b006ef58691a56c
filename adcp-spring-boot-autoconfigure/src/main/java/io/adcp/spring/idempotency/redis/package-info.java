/**
 * Keeps idempotency records in Redis.
 */
@NullMarked
package io.adcp.spring.idempotency.redis;

import org.jspecify.annotations.NullMarked;
