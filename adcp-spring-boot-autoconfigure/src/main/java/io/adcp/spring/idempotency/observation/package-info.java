/**
 * Shows operators the calls with a key and the records they leave: in the log, as counts,
 * and in Micrometer.
 */
@NullMarked
package io.adcp.spring.idempotency.observation;

import org.jspecify.annotations.NullMarked;
