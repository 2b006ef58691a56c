/**
 * Keeps tasks in the seller's own database, beside the idempotency records.
 * <p>
 * No API, although it is public: {@code JdbcTaskStore}.
 */
@NullMarked
package io.adcp.spring.task.jdbc;

import org.jspecify.annotations.NullMarked;
