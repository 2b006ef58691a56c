package io.adcp.spring.verification.benchmark;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One database of the server, for questions on the side.
 */
final class Database implements AutoCloseable {

	private final Connection connection;

	Database(Connection connection) {
		this.connection = connection;
	}

	void execute(String sql) throws SQLException {
		try (Statement statement = this.connection.createStatement()) {
			statement.execute(sql);
		}
	}

	String text(String query) throws SQLException {
		try (Statement statement = this.connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
			row.next();
			return row.getString(1);
		}
	}

	double number(String query) throws SQLException {
		return Double.parseDouble(text(query));
	}

	@Override
	public void close() throws SQLException {
		this.connection.close();
	}

}
