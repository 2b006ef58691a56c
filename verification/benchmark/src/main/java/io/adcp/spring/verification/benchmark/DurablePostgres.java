package io.adcp.spring.verification.benchmark;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A real PostgreSQL that writes durably, near or, through a {@link DelayProxy}, further
 * away.
 */
final class DurablePostgres implements AutoCloseable {

	private static final List<String> TOLD = List.of("server_version", "fsync", "synchronous_commit",
			"full_page_writes", "shared_buffers", "max_wal_size");

	private final AtomicInteger databases = new AtomicInteger();

	private final EmbeddedPostgres server;

	private DurablePostgres(EmbeddedPostgres server) {
		this.server = server;
	}

	/**
	 * Start the server.
	 * @return the server, which ends with this JVM at the latest
	 * @throws IOException if it does not start
	 */
	static DurablePostgres start() throws IOException {
		// The embedded server starts with fsync and synchronous_commit off: fast, and no
		// measure. A checkpoint in the middle of a block would be a variant's bad luck.
		return new DurablePostgres(EmbeddedPostgres.builder()
			.setPGStartupWait(Duration.ofMinutes(1))
			.setServerConfig("fsync", "on")
			.setServerConfig("synchronous_commit", "on")
			.setServerConfig("full_page_writes", "on")
			.setServerConfig("shared_buffers", "512MB")
			.setServerConfig("max_wal_size", "8GB")
			.setServerConfig("checkpoint_timeout", "30min")
			.setServerConfig("max_connections", "200")
			.start());
	}

	/**
	 * Return what the server says about itself.
	 * @return settings and their values
	 * @throws SQLException if it does not answer
	 */
	Map<String, String> describe() throws SQLException {
		Map<String, String> described = new LinkedHashMap<>();
		try (Connection connection = connect("postgres"); Statement statement = connection.createStatement()) {
			for (String name : TOLD) {
				try (ResultSet row = statement.executeQuery("SHOW " + name)) {
					row.next();
					described.put(name, row.getString(1));
				}
			}
		}
		return described;
	}

	/**
	 * Make a database.
	 * @return its name
	 * @throws SQLException if it cannot be made
	 */
	String newDatabase() throws SQLException {
		String name = "benchmark_" + this.databases.incrementAndGet();
		try (Connection connection = connect("postgres"); Statement statement = connection.createStatement()) {
			statement.execute("CREATE DATABASE " + name);
		}
		return name;
	}

	Connection connect(String database) throws SQLException {
		return DriverManager.getConnection(url(database));
	}

	String url(String database) {
		return url(database, this.server.getPort());
	}

	/**
	 * Return the address of a database by another port.
	 * @param database the database
	 * @param port the port of a proxy
	 * @return the JDBC URL
	 */
	String url(String database, int port) {
		return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
	}

	int port() {
		return this.server.getPort();
	}

	/**
	 * Open a pool whose connections are all there from the start.
	 * @param url the database's address
	 * @param size the number of connections
	 * @return the pool, to be closed by the caller
	 */
	static HikariDataSource pool(String url, int size) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(url);
		pool.setMaximumPoolSize(size);
		return pool;
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
