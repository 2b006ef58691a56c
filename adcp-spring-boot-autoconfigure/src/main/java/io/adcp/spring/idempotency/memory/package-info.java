/**
 * Keeps idempotency records in this process, for tests and demonstrations.
 */
@NullMarked
package io.adcp.spring.idempotency.memory;

import org.jspecify.annotations.NullMarked;
