package io.adcp.spring.verification.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL that writes durably, and can be killed and started again.
 */
public final class DurablePostgres implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String READY = "database system is ready to accept connections";

	private final Map<String, String> settings = new LinkedHashMap<>(
			Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on", "max_connections", "200",
					"lc_messages", "C", "listen_addresses", "127.0.0.1", "unix_socket_directories", ""));

	private final Path data;

	private final Path log;

	private final int port;

	private final String program;

	private @Nullable ChildProcess process;

	private boolean ended;

	/**
	 * Create a cluster and start it.
	 * @param folder the folder for its data and its log
	 */
	public DurablePostgres(Path folder) throws IOException, InterruptedException {
		this(folder, Map.of());
	}

	/**
	 * Create a cluster and start it.
	 * @param folder the folder for its data and its log
	 * @param settings further settings of the server, with their values
	 */
	public DurablePostgres(Path folder, Map<String, String> settings) throws IOException, InterruptedException {
		this.settings.putAll(settings);
		this.data = folder.resolve("postgres");
		this.log = folder.resolve("postgres.log");
		// The embedded server unpacks the binaries and makes the cluster, but it cannot
		// be killed and started again: so it leaves as soon as it has told where both are
		try (EmbeddedPostgres embedded = EmbeddedPostgres.builder()
			.setDataDirectory(this.data)
			.setCleanDataDirectory(false)
			.setPGStartupWait(PATIENCE)
			.start()) {
			this.port = embedded.getPort();
			long pid = Long.parseLong(Files.readAllLines(this.data.resolve("postmaster.pid")).get(0).trim());
			this.program = ProcessHandle.of(pid).flatMap((server) -> server.info().command()).orElseThrow();
		}
		start();
	}

	// A child of a killed server that is not gone yet holds the shared memory, and the
	// new server refuses to start: then it is tried again
	private void start() throws IOException, InterruptedException {
		Instant end = Instant.now().plus(PATIENCE);
		while (!isStarted()) {
			if (Instant.now().isAfter(end)) {
				throw new IllegalStateException("PostgreSQL has not started: " + this.log + " tells why");
			}
		}
	}

	private boolean isStarted() throws IOException, InterruptedException {
		AwaitedLine ready = new AwaitedLine(READY);
		ChildProcess started = startProcess(ready);
		if (ready.hasCome(started, PATIENCE)) {
			return true;
		}
		started.kill();
		started.close();
		return false;
	}

	private synchronized ChildProcess startProcess(AwaitedLine ready) throws IOException {
		if (this.ended) {
			throw new IllegalStateException("The run is ending: nothing is started any more");
		}
		ChildProcess started = ChildProcess.of(command()).lines(ready).start(this.log);
		this.process = started;
		return started;
	}

	private List<String> command() {
		List<String> command = new ArrayList<>();
		if (System.getProperty("user.name").equals("root")) {
			// PostgreSQL refuses to run as root: in a user namespace without a mapping it
			// is nobody
			command.addAll(List.of("unshare", "-U"));
		}
		command.addAll(List.of(this.program, "-D", this.data.toString(), "-p", Integer.toString(this.port)));
		this.settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
		return command;
	}

	public int port() {
		return this.port;
	}

	/**
	 * Return the server's own database.
	 * @return the database
	 */
	public Database database() {
		return database("postgres");
	}

	private Database database(String name) {
		return new Database("jdbc:postgresql://127.0.0.1:" + this.port + "/" + name + "?user=" + Database.USER);
	}

	/**
	 * Make another database.
	 * @param name its name
	 * @return the database
	 */
	public Database create(String name) throws SQLException {
		return create(name, "template1");
	}

	/**
	 * Make another database.
	 * @param name its name
	 * @param template what it is a copy of, and nobody is connected to
	 * @return the database
	 */
	public Database create(String name, String template) throws SQLException {
		try (Connection connection = database().connect()) {
			connection.createStatement().execute("CREATE DATABASE " + name + " TEMPLATE " + template);
		}
		return database(name);
	}

	/**
	 * Return what completes when the server ends by itself.
	 * @return the future
	 */
	public synchronized CompletableFuture<?> ended() {
		return (this.process != null) ? this.process.ended() : CompletableFuture.completedFuture(null);
	}

	/**
	 * Kill the server with all its processes, as {@code kill -9} does, and start it again
	 * on the same files.
	 */
	public void killAndRestart() throws IOException, InterruptedException {
		kill();
		start();
	}

	private synchronized void kill() throws InterruptedException {
		if (this.process != null) {
			this.process.kill();
			this.process.close();
		}
	}

	@Override
	public void close() throws InterruptedException {
		synchronized (this) {
			this.ended = true;
		}
		kill();
	}

}
