package io.adcp.spring.verification.harness;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One database of a {@link DurablePostgres}, and questions to it.
 *
 * @param url its JDBC URL, with the owner of everything as the user
 */
public record Database(String url) {

	/** The owner of everything, who has no password. */
	public static final String USER = "postgres";

	/**
	 * Return the same database by another way.
	 * @param port the port of a proxy on loopback
	 * @return the database
	 */
	public Database by(int port) {
		return new Database(this.url.replaceFirst(":\\d+/", ":" + port + "/"));
	}

	/**
	 * Return the same database, on which nobody waits for ever when the server is dead.
	 * @param seconds how long an answer may take
	 * @return the database
	 */
	public Database withTimeout(int seconds) {
		return new Database(this.url + "&connectTimeout=5&socketTimeout=" + seconds);
	}

	/**
	 * Connect as the owner of everything.
	 * @return a new connection
	 */
	public Connection connect() throws SQLException {
		return DriverManager.getConnection(this.url);
	}

	/**
	 * Execute statements.
	 * @param sql the statements
	 */
	public void execute(String sql) throws SQLException {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	/**
	 * Ask for one text.
	 * @param query the question
	 * @return the text
	 */
	public String text(String query) throws SQLException {
		try (Connection connection = connect();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(query)) {
			row.next();
			return row.getString(1);
		}
	}

	/**
	 * Ask for one count.
	 * @param query the question
	 * @return the count
	 */
	public long count(String query) throws SQLException {
		return Long.parseLong(text(query));
	}

	/**
	 * Ask for one number.
	 * @param query the question
	 * @return the number
	 */
	public double number(String query) throws SQLException {
		return Double.parseDouble(text(query));
	}

}
