/**
 * Keeps tasks in the seller's own database, beside the idempotency records.
 */
@NullMarked
package io.adcp.spring.task.jdbc;

import org.jspecify.annotations.NullMarked;
