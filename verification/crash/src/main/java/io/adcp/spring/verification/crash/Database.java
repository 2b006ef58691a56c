package io.adcp.spring.verification.crash;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database that sellers share.
 *
 * @param url its JDBC URL
 */
record Database(String url) {

	static final String USER = "postgres";

	/**
	 * Connect as the owner of everything.
	 * @return a new connection
	 */
	Connection connect() throws SQLException {
		return DriverManager.getConnection(this.url, USER, "");
	}

}
