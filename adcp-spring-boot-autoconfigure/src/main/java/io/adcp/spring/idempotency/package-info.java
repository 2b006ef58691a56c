/**
 * The rule that one key means at most one execution, and the backend that remembers.
 */
@NullMarked
package io.adcp.spring.idempotency;

import org.jspecify.annotations.NullMarked;
