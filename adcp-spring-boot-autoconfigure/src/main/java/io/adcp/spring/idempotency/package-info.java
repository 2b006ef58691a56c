/**
 * The rule that one key means at most one execution, and the SPI of the backends that
 * remember.
 */
@NullMarked
package io.adcp.spring.idempotency;

import org.jspecify.annotations.NullMarked;
