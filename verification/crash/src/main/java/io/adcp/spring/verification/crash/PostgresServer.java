package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL that writes durably and can be killed and started again.
 */
public final class PostgresServer implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Path data;

	private final Path log;

	private final int port;

	private final String program;

	private final Thread lastResort = new Thread(this::end, "last resort for PostgreSQL");

	private @Nullable PostgresProcess process;

	private boolean ended;

	/**
	 * Create a cluster and start it.
	 * @param folder the folder for its data and its log
	 */
	public PostgresServer(Path folder) throws IOException, InterruptedException {
		this.data = folder.resolve("postgres");
		this.log = folder.resolve("postgres.log");
		// The embedded server unpacks the binaries and makes the cluster, but it cannot
		// be killed and started again: so it leaves as soon as it has told where both are
		try (EmbeddedPostgres embedded = EmbeddedPostgres.builder()
			.setDataDirectory(this.data)
			.setCleanDataDirectory(false)
			.start()) {
			this.port = embedded.getPort();
			long pid = Long.parseLong(Files.readAllLines(this.data.resolve("postmaster.pid")).get(0).trim());
			this.program = ProcessHandle.of(pid).flatMap((server) -> server.info().command()).orElseThrow();
		}
		Runtime.getRuntime().addShutdownHook(this.lastResort);
		start();
	}

	// A child of a killed server that is not gone yet holds the shared memory, and the
	// new server refuses to start: then it is tried again
	private void start() throws IOException, InterruptedException {
		Instant end = Instant.now().plus(PATIENCE);
		while (!startProcess().awaitReady(PATIENCE)) {
			if (Instant.now().isAfter(end)) {
				throw new IllegalStateException("PostgreSQL has not started: " + this.log + " tells why");
			}
		}
	}

	private synchronized PostgresProcess startProcess() throws IOException {
		if (this.ended) {
			throw new IllegalStateException("The run is ending: nothing is started any more");
		}
		this.process = new PostgresProcess(command(), this.log);
		return this.process;
	}

	private List<String> command() {
		List<String> command = new ArrayList<>();
		if (System.getProperty("user.name").equals("root")) {
			// PostgreSQL refuses to run as root: in a user namespace without a mapping it
			// is nobody
			command.addAll(List.of("unshare", "-U"));
		}
		command.addAll(List.of(this.program, "-D", this.data.toString(), "-p", Integer.toString(this.port), "-c",
				"fsync=on", "-c", "synchronous_commit=on", "-c", "full_page_writes=on", "-c", "max_connections=100",
				"-c", "lc_messages=C", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
		return command;
	}

	/**
	 * Return the address of the server's own database.
	 * @return the JDBC URL
	 */
	public String url() {
		return url("postgres");
	}

	private String url(String database) {
		return "jdbc:postgresql://127.0.0.1:" + this.port + "/" + database + "?connectTimeout=5&socketTimeout=60";
	}

	/**
	 * Connect to that as the owner of everything.
	 * @return a new connection
	 */
	public Connection connect() throws SQLException {
		return new Database(url()).connect();
	}

	/**
	 * Make another database.
	 * @param name its name
	 * @param template what it is a copy of, and nobody is connected to
	 * @return the database
	 */
	Database create(String name, String template) throws SQLException {
		try (Connection connection = connect()) {
			connection.createStatement().execute("CREATE DATABASE " + name + " TEMPLATE " + template);
		}
		return new Database(url(name));
	}

	/**
	 * Return what completes when the server ends by itself.
	 */
	synchronized CompletableFuture<?> ended() {
		return (this.process != null) ? this.process.ended() : CompletableFuture.completedFuture(null);
	}

	/**
	 * Kill the server with all its processes, as {@code kill -9} does, and start it again
	 * on the same files.
	 */
	void killAndRestart() throws IOException, InterruptedException {
		killTree();
		start();
	}

	private synchronized void killTree() {
		if (this.process != null) {
			this.process.killTree();
		}
	}

	private synchronized void end() {
		this.ended = true;
		killTree();
	}

	@Override
	public void close() {
		end();
		Runtime.getRuntime().removeShutdownHook(this.lastResort);
	}

}
