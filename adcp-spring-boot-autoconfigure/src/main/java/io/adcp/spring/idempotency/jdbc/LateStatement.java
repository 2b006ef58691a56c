package io.adcp.spring.idempotency.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * A statement that was kept back.
 */
@SuppressWarnings("ArrayRecordComponent")
record LateStatement(String sql, @Nullable Object[] parameters) {

}
