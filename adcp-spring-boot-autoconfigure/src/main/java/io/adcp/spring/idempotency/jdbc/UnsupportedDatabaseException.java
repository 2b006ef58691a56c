package io.adcp.spring.idempotency.jdbc;

/**
 * The data source's database is not one that the JDBC backend knows.
 *
 * @since 0.1.0
 */
public class UnsupportedDatabaseException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param product the database's name as its driver tells it
	 */
	public UnsupportedDatabaseException(String product) {
		this(product, "");
	}

	private UnsupportedDatabaseException(String product, String reason) {
		super("The JDBC idempotency backend does not know the database '" + product + "'" + reason
				+ ": it knows PostgreSQL, MariaDB and H2.");
	}

	/**
	 * Create the exception for a database that takes PostgreSQL's driver.
	 * @param product the database's name as it tells it itself
	 * @return the exception
	 */
	static UnsupportedDatabaseException imitation(String product) {
		return new UnsupportedDatabaseException(product, ", which presents itself as PostgreSQL but need not hold "
				+ "advisory locks, so that one key could be executed twice");
	}

}
