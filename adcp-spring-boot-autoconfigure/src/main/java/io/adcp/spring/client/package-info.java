/**
 * One buyer's call: its key, its frozen bytes, the attempts to send them, and the result.
 * <p>
 * {@code IdempotencyKeyScopeAccessor} is public only because Micrometer loads it as a
 * service, and is no API.
 */
@NullMarked
package io.adcp.spring.client;

import org.jspecify.annotations.NullMarked;
