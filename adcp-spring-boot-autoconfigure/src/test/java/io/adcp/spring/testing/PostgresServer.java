package io.adcp.spring.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A PostgreSQL of this JVM, which ends with it.
 */
public final class PostgresServer {

	private static final AtomicInteger databases = new AtomicInteger();

	private PostgresServer() {
	}

	/**
	 * Make a database of its own.
	 * @param poolSize the greatest number of connections
	 * @return its pool, to be closed by the caller
	 */
	public static HikariDataSource newDatabase(int poolSize) {
		String name = "test_" + databases.incrementAndGet();
		new JdbcTemplate(new DriverManagerDataSource(url("postgres"))).execute("CREATE DATABASE " + name);
		return pool(url(name), poolSize);
	}

	private static String url(String database) {
		return Server.URL + database + "?user=postgres";
	}

	static HikariDataSource pool(String url, int poolSize) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(url);
		pool.setMaximumPoolSize(poolSize);
		pool.setMinimumIdle(0);
		return pool;
	}

	private static final class Server {

		static final String URL = Containers.areWanted() ? Containers.startPostgres() : start();

		// The library switches both off, and closes the server at the JVM's exit.
		private static String start() {
			try {
				return "jdbc:postgresql://127.0.0.1:" + EmbeddedPostgres.builder()
					.setPGStartupWait(Duration.ofMinutes(1))
					.setServerConfig("fsync", "on")
					.setServerConfig("synchronous_commit", "on")
					.start()
					.getPort() + "/";
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
