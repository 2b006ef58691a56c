/**
 * Limits how many new keys an agent may bring, counted in this process.
 */
@NullMarked
package io.adcp.spring.idempotency.limit;

import org.jspecify.annotations.NullMarked;
