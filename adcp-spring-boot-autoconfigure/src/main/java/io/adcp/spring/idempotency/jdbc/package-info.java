/**
 * The backend that commits with the seller's own rows: PostgreSQL, MariaDB and H2.
 */
@NullMarked
package io.adcp.spring.idempotency.jdbc;

import org.jspecify.annotations.NullMarked;
