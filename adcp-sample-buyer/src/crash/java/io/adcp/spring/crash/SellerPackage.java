package io.adcp.spring.crash;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.adcp.spring.sample.buyer.harness.JavaProcess;

/**
 * The packaged sample seller, unpacked by its own tools so that it starts fast, with the
 * places to die at on its class path.
 */
final class SellerPackage {

	private static final Pattern READY = Pattern.compile("Tomcat started on port (\\d+)");

	private static final Duration START_LIMIT = Duration.ofSeconds(120);

	private final Path folder;

	private final String classPath;

	private final String databaseUrl;

	private final boolean broken;

	SellerPackage(Path jar, Path folder, String databaseUrl, boolean broken) throws IOException, InterruptedException {
		this.folder = folder;
		this.databaseUrl = databaseUrl;
		this.broken = broken;
		Path unpacked = folder.resolve("seller");
		try (JavaProcess extraction = JavaProcess.start(
				List.of("-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", unpacked.toString()),
				Map.of(), folder.resolve("extract.log"), (line) -> {
				})) {
			extraction.awaitExit(START_LIMIT);
		}
		Path points = points(folder.resolve("points.jar"));
		this.classPath = points + File.pathSeparator + unpacked.resolve(jar.getFileName());
	}

	// A class data archive accepts jars only, no folders
	private static Path points(Path jar) throws IOException {
		Path classes = classes();
		try (OutputStream file = Files.newOutputStream(jar);
				JarOutputStream entries = new JarOutputStream(file);
				Stream<Path> found = Files.walk(classes.resolve("io/adcp/spring/crash/seller"))) {
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
			return Path.of(SellerPackage.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IOException(ex);
		}
	}

	/**
	 * Start a seller once and let it end in order, which makes the tables and the archive
	 * that lets later ones start faster.
	 */
	void rehearse() throws IOException, InterruptedException {
		try (Seller seller = start("rehearsal", Fate.NONE, List.of("-XX:ArchiveClassesAtExit=" + archive()), Map.of(),
				(point) -> {
				})) {
			seller.awaitPort();
			seller.end();
		}
		if (!Files.exists(archive())) {
			throw new IllegalStateException("The sellers' archive was not written: see " + this.folder);
		}
	}

	/**
	 * Start a seller.
	 * @param name names its log
	 * @param fate where it is to die, if it passes there
	 * @param properties Spring Boot properties
	 * @param atPoint is run when it has come there
	 * @return the starting seller
	 */
	Seller start(String name, Fate fate, Map<String, String> properties, Consumer<String> atPoint) throws IOException {
		Map<String, String> all = new HashMap<>(properties);
		// The rehearsal has made the tables
		all.put("spring.flyway.enabled", "false");
		all.put("adcp.idempotency.jdbc.schema-management", "validate");
		return start(name, fate, List.of("-XX:SharedArchiveFile=" + archive(), "-Xshare:auto", "-Xlog:disable"), all,
				atPoint);
	}

	private Seller start(String name, Fate fate, List<String> options, Map<String, String> properties,
			Consumer<String> atPoint) throws IOException {
		List<String> arguments = new ArrayList<>(options);
		arguments.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m",
				"-Dcrash.point=" + fate.point(), "-Dcrash.passage=" + fate.passage(), "-Dcrash.broken=" + this.broken,
				"-cp", this.classPath, "io.adcp.spring.sample.seller.SellerApplication", "--server.port=0",
				"--server.address=127.0.0.1", "--spring.profiles.active=postgres", "--spring.main.banner-mode=off",
				"--spring.main.sources=io.adcp.spring.crash.seller.CrashConfiguration",
				"--spring.datasource.url=" + this.databaseUrl, "--spring.datasource.username=postgres",
				"--spring.datasource.password=", "--spring.datasource.hikari.maximum-pool-size=16",
				"--spring.datasource.hikari.connection-timeout=3000",
				"--spring.datasource.hikari.initialization-fail-timeout=20000",
				"--sample.seller.webhook.allow-private-targets=true", "--sample.seller.webhook.retry-interval=5s",
				"--adcp.idempotency.in-flight-max=30s"));
		properties.forEach((property, value) -> arguments.add("--" + property + "=" + value));
		return new Seller(arguments, this.folder.resolve("seller-" + name + ".log"), atPoint);
	}

	private Path archive() {
		return this.folder.resolve("seller.jsa");
	}

	/**
	 * One seller's process.
	 */
	static final class Seller implements AutoCloseable {

		private final CompletableFuture<Integer> port = new CompletableFuture<>();

		private final JavaProcess process;

		Seller(List<String> arguments, Path log, Consumer<String> atPoint) throws IOException {
			this.process = JavaProcess.start(arguments, Map.of(), log, (line) -> {
				Matcher ready = READY.matcher(line);
				if (ready.find()) {
					this.port.complete(Integer.valueOf(ready.group(1)));
				}
				if (line.startsWith("CRASH-POINT ")) {
					atPoint.accept(line.substring("CRASH-POINT ".length()));
				}
			});
		}

		/**
		 * Wait until it takes calls.
		 * @return its port, or -1 where it has ended instead
		 */
		int awaitPort() throws InterruptedException {
			try {
				CompletableFuture.anyOf(this.port, this.process.ended())
					.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
				return this.port.getNow(-1);
			}
			catch (ExecutionException | TimeoutException ex) {
				return -1;
			}
		}

		void end() throws InterruptedException {
			ProcessHandle.of(this.process.id()).ifPresent(ProcessHandle::destroy);
			this.process.awaitExit(START_LIMIT);
		}

		CompletableFuture<Process> ended() {
			return this.process.ended();
		}

		void kill() throws InterruptedException {
			this.process.kill();
			this.process.close();
		}

		@Override
		public void close() throws InterruptedException {
			this.process.close();
		}

	}

}
