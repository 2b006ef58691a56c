/**
 * Shows calls with a key, and the records they leave, to Micrometer.
 */
@NullMarked
package io.adcp.spring.idempotency.observation;

import org.jspecify.annotations.NullMarked;
