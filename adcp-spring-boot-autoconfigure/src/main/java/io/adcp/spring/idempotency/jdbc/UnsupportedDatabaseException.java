package io.adcp.spring.idempotency.jdbc;

import io.adcp.spring.InvalidSetupException;

/**
 * The data source's database is not one that the JDBC backend knows.
 *
 * @since 0.1.0
 */
public class UnsupportedDatabaseException extends InvalidSetupException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param product the database's name as its driver tells it
	 */
	public UnsupportedDatabaseException(String product) {
		super("The JDBC idempotency backend does not know the database '" + product
				+ "': it knows PostgreSQL, MariaDB and H2.",
				"Use one of these databases for the business tables, or define a bean of type IdempotencyBackend.");
	}

}
