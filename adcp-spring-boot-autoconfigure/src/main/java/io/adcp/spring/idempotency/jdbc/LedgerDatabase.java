package io.adcp.spring.idempotency.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

import javax.sql.DataSource;

import io.adcp.spring.InvalidSetupException;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The databases that can keep the records.
 *
 * @since 0.1.0
 */
public enum LedgerDatabase {

	/** PostgreSQL itself. */
	POSTGRESQL,

	/** MariaDB. */
	MARIADB,

	/** H2. */
	H2;

	/**
	 * Ask a data source for its database.
	 * @param dataSource the data source
	 * @return its database
	 * @throws InvalidSetupException if it is none of these
	 */
	public static LedgerDatabase of(DataSource dataSource) {
		return Objects.requireNonNull(
				new JdbcTemplate(dataSource).execute((ConnectionCallback<LedgerDatabase>) LedgerDatabase::of));
	}

	private static LedgerDatabase of(Connection connection) throws SQLException {
		String product = connection.getMetaData().getDatabaseProductName();
		return switch (product) {
			case "PostgreSQL" -> postgres(connection);
			case "MariaDB" -> MARIADB;
			case "H2" -> H2;
			default -> throw unknown(product, "");
		};
	}

	// Others speak its protocol and are taken for it by its driver. CockroachDB knows
	// advisory locks, too, and may grant one to several sessions.
	private static LedgerDatabase postgres(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("SELECT version()")) {
			row.next();
			String version = row.getString(1);
			if (!version.startsWith("PostgreSQL ")) {
				throw unknown(version.split(" ", 2)[0], ", which presents itself as PostgreSQL but need not hold "
						+ "advisory locks, so that one key could be executed twice");
			}
			return POSTGRESQL;
		}
	}

	private static InvalidSetupException unknown(String product, String reason) {
		return new InvalidSetupException(
				"The JDBC idempotency backend does not know the database '" + product + "'" + reason
						+ ": it knows PostgreSQL, MariaDB and H2.",
				"Use one of these databases for the business tables, or define a bean of type IdempotencyBackend.");
	}

}
