package io.adcp.spring.verification.crash.single;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.adcp.spring.verification.crash.PostgresServer;
import io.adcp.spring.verification.harness.JavaProcess;

/**
 * The packaged sample seller as a process of its own, with {@value #HEAP_MEGABYTES} MB of
 * heap, and its PostgreSQL. The REST tasks of the run are on its class path as well.
 */
public final class SingleSeller implements AutoCloseable {

	/** The greatest heap of the seller. */
	public static final int HEAP_MEGABYTES = 256;

	/** The bearer token of the seller's first agent. */
	public static final String TOKEN = "sample-token-pinnacle-agency-4f7c";

	/** The bearer token of the seller's second agent. */
	public static final String OTHER_TOKEN = "sample-token-harbor-media-91d2";

	private static final Pattern READY = Pattern.compile("Tomcat started on port (\\d+)");

	private static final int START_SECONDS = 300;

	private final PostgresServer postgres;

	private final JavaProcess process;

	private final Path log;

	private final CompletableFuture<Integer> port = new CompletableFuture<>();

	/**
	 * Start a PostgreSQL and a seller, and wait until it takes calls.
	 * @param jar the seller's jar
	 * @param folder the folder for the database and the logs
	 * @param properties Spring Boot properties of the seller
	 */
	public SingleSeller(Path jar, Path folder, Map<String, String> properties)
			throws IOException, InterruptedException {
		Files.createDirectories(folder);
		this.log = folder.resolve("seller.log");
		this.postgres = new PostgresServer(folder);
		JavaProcess started = null;
		try {
			started = JavaProcess.start(arguments(jar, restTasks(folder.resolve("rest.jar")), properties), Map.of(),
					this.log, this::line);
			this.process = started;
			awaitPort();
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			if (started != null) {
				started.close();
			}
			this.postgres.close();
			throw ex;
		}
	}

	private List<String> arguments(Path jar, Path restTasks, Map<String, String> properties) {
		// The launcher that takes further jars: the seller's own one stays as it was
		// built
		List<String> arguments = new ArrayList<>(List.of("-Xmx" + HEAP_MEGABYTES + "m", "-XX:+UseSerialGC",
				"-Dloader.path=" + restTasks, "-cp", jar.toString(),
				"org.springframework.boot.loader.launch.PropertiesLauncher", "--server.port=0",
				"--server.address=127.0.0.1", "--spring.profiles.active=postgres", "--spring.main.banner-mode=off",
				"--spring.main.sources=io.adcp.spring.verification.crash.rest.RestConfiguration",
				"--spring.datasource.url=" + this.postgres.url(), "--spring.datasource.username=postgres",
				"--spring.datasource.password="));
		properties.forEach((property, value) -> arguments.add("--" + property + "=" + value));
		return arguments;
	}

	private static Path restTasks(Path jar) throws IOException {
		Path classes = classes();
		try (OutputStream file = Files.newOutputStream(jar);
				JarOutputStream entries = new JarOutputStream(file);
				Stream<Path> found = Files.walk(classes.resolve("io/adcp/spring/verification/crash/rest"))) {
			for (Path one : found.filter(Files::isRegularFile).sorted().toList()) {
				entries.putNextEntry(new JarEntry(classes.relativize(one).toString().replace('\\', '/')));
				Files.copy(one, entries);
				entries.closeEntry();
			}
		}
		return jar;
	}

	private static Path classes() throws IOException {
		try {
			return Path.of(SingleSeller.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IOException(ex);
		}
	}

	private void line(String line) {
		Matcher ready = READY.matcher(line);
		if (ready.find()) {
			this.port.complete(Integer.valueOf(ready.group(1)));
		}
	}

	private void awaitPort() throws InterruptedException {
		try {
			CompletableFuture.anyOf(this.port, this.process.ended()).get(START_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("The seller has not started: see " + this.log, ex);
		}
		if (!this.port.isDone()) {
			throw new IllegalStateException("The seller has ended instead of starting: see " + this.log);
		}
	}

	/**
	 * Return where the seller listens, on the loopback interface.
	 * @return the port
	 */
	public int port() {
		return this.port.join();
	}

	/**
	 * Return the file with all that the seller has written.
	 * @return the file
	 */
	public Path log() {
		return this.log;
	}

	/**
	 * Return what can be seen of the seller from outside.
	 * @return the vitals
	 */
	public Vitals vitals() {
		return new Vitals(this.process.id(), this);
	}

	/**
	 * Connect to the seller's database as the owner of everything.
	 * @return a new connection
	 */
	public Connection connect() throws SQLException {
		return this.postgres.connect();
	}

	/**
	 * Ask the seller's database for one number.
	 * @param sql the question
	 * @return the number
	 */
	public long number(String sql) throws SQLException {
		try (Connection connection = connect(); ResultSet row = connection.createStatement().executeQuery(sql)) {
			row.next();
			return row.getLong(1);
		}
	}

	@Override
	public void close() throws InterruptedException {
		try {
			this.process.close();
		}
		finally {
			this.postgres.close();
		}
	}

}
