package io.adcp.spring.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A real PostgreSQL that writes durably and can be killed and started again.
 */
public final class PostgresServer implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Path data;

	private final Path log;

	private final int port;

	private final String program;

	private final Thread lastResort = new Thread(this::killTree, "last resort for PostgreSQL");

	private volatile Process process;

	/**
	 * Create a cluster and start it.
	 * @param folder the folder for its data and its log
	 */
	public PostgresServer(Path folder) throws IOException, InterruptedException {
		this.data = folder.resolve("postgres");
		this.log = folder.resolve("postgres.log");
		// The embedded server unpacks the binaries and makes the cluster, but it cannot
		// be
		// killed and started again: so it leaves as soon as it has told where both are
		try (EmbeddedPostgres embedded = EmbeddedPostgres.builder()
			.setDataDirectory(this.data)
			.setCleanDataDirectory(false)
			.start()) {
			this.port = embedded.getPort();
			long pid = Long.parseLong(Files.readAllLines(this.data.resolve("postmaster.pid")).get(0).trim());
			this.program = ProcessHandle.of(pid).flatMap((server) -> server.info().command()).orElseThrow();
		}
		this.process = launch();
		Runtime.getRuntime().addShutdownHook(this.lastResort);
		awaitReady();
	}

	private Process launch() throws IOException {
		List<String> command = new ArrayList<>();
		if (System.getProperty("user.name").equals("root")) {
			// PostgreSQL refuses to run as root: in a user namespace without a mapping it
			// is nobody
			command.addAll(List.of("unshare", "-U"));
		}
		command.addAll(List.of(this.program, "-D", this.data.toString(), "-p", Integer.toString(this.port), "-c",
				"fsync=on", "-c", "synchronous_commit=on", "-c", "full_page_writes=on", "-c", "max_connections=100",
				"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()))
			.start();
	}

	private void awaitReady() throws InterruptedException {
		Instant end = Instant.now().plus(PATIENCE);
		while (true) {
			try (Connection connection = connect()) {
				return;
			}
			catch (SQLException ex) {
				if (Instant.now().isAfter(end)) {
					throw new IllegalStateException("PostgreSQL has not started: " + this.log + " tells why", ex);
				}
				Thread.sleep(50);
			}
		}
	}

	/**
	 * Return the address of the sellers' database.
	 * @return the JDBC URL
	 */
	public String url() {
		return "jdbc:postgresql://127.0.0.1:" + this.port + "/postgres?connectTimeout=5&socketTimeout=60";
	}

	/**
	 * Connect as the owner of everything.
	 * @return a new connection
	 */
	public Connection connect() throws SQLException {
		return DriverManager.getConnection(url(), "postgres", "");
	}

	/**
	 * Kill the server with all its processes, as {@code kill -9} does, and start it again
	 * on the same files.
	 */
	void killAndRestart() throws IOException, InterruptedException {
		killTree();
		this.process = launch();
		Instant end = Instant.now().plus(PATIENCE);
		// A child that is not gone yet holds the shared memory, and the server refuses to
		// start
		while (this.process.waitFor(300, TimeUnit.MILLISECONDS) && Instant.now().isBefore(end)) {
			this.process = launch();
		}
		awaitReady();
	}

	private void killTree() {
		List<ProcessHandle> all = Stream.concat(Stream.of(this.process.toHandle()), this.process.descendants())
			.toList();
		all.forEach(ProcessHandle::destroyForcibly);
		all.forEach((handle) -> handle.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally((ex) -> null).join());
	}

	@Override
	public void close() {
		killTree();
		Runtime.getRuntime().removeShutdownHook(this.lastResort);
	}

}
