package io.adcp.spring.testing;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.mariadb.MariaDBContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The same servers in containers, where {@code -Dadcp.test.containers=true} asks for
 * them. Without Docker the tests that need them fail, and say so. The library ends the
 * containers with the JVM.
 */
final class Containers {

	private static final int REDIS_PORT = 6379;

	private Containers() {
	}

	static boolean areWanted() {
		return Boolean.getBoolean("adcp.test.containers");
	}

	/**
	 * Start a PostgreSQL with durable writes that trusts its callers.
	 * @return the start of its URLs, to be followed by a database's name
	 */
	static String startPostgres() {
		PostgreSQLContainer server = new PostgreSQLContainer(DockerImageName.parse("postgres:18"))
			.withUsername("postgres")
			.withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
			.withCommand("postgres", "-c", "max_connections=300");
		server.start();
		return "jdbc:postgresql://" + server.getHost() + ":" + server.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT)
				+ "/";
	}

	/**
	 * Start a MariaDB whose root has no password.
	 * @return the start of its URLs, to be followed by a database's name
	 */
	static String startMariaDb() {
		MariaDBContainer server = new MariaDBContainer(DockerImageName.parse("mariadb:11.4")).withUsername("root")
			.withPassword("")
			.withCommand("--max-connections=300");
		server.start();
		return "jdbc:mariadb://" + server.getHost() + ":" + server.getFirstMappedPort() + "/";
	}

	/**
	 * Start a Redis.
	 * @return its port on the loopback interface
	 */
	@SuppressWarnings("resource")
	static int startRedis() {
		GenericContainer<?> server = new GenericContainer<>(DockerImageName.parse("redis:7"))
			.withExposedPorts(REDIS_PORT);
		server.start();
		return server.getMappedPort(REDIS_PORT);
	}

}
