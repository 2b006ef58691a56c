package io.adcp.spring.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.jdbc.core.JdbcTemplate;

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
		new JdbcTemplate(Server.postgres.getPostgresDatabase()).execute("CREATE DATABASE " + name);
		return pool(Server.postgres.getJdbcUrl("postgres", name), poolSize);
	}

	static HikariDataSource pool(String url, int poolSize) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(url);
		pool.setMaximumPoolSize(poolSize);
		pool.setMinimumIdle(0);
		return pool;
	}

	private static final class Server {

		static final EmbeddedPostgres postgres = start();

		// The library switches both off, and closes the server at the JVM's exit.
		private static EmbeddedPostgres start() {
			try {
				return EmbeddedPostgres.builder()
					.setPGStartupWait(Duration.ofMinutes(1))
					.setServerConfig("fsync", "on")
					.setServerConfig("synchronous_commit", "on")
					.start();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
