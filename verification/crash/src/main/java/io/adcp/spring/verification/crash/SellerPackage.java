package io.adcp.spring.verification.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.adcp.spring.verification.harness.JavaProcess;

/**
 * The packaged sample seller, unpacked by its own tools so that it starts fast, with the
 * places to die at on its class path.
 */
final class SellerPackage {

	private static final Duration UNPACK_LIMIT = Duration.ofSeconds(120);

	// What the seller has not of its own, and Boot configures where it is there
	private static final String REDIS_DRIVER = "(spring-boot-data|spring-data|lettuce-|redis-authx|netty-|spring-tx|"
			+ "spring-oxm|spring-context-support).*";

	private final Path folder;

	private final String classPath;

	private final Backend backend;

	SellerPackage(Path jar, Path folder, Backend backend) throws IOException, InterruptedException {
		this.folder = folder;
		this.backend = backend;
		Path unpacked = folder.resolve("seller");
		try (JavaProcess extraction = JavaProcess.start(
				List.of("-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", unpacked.toString()),
				Map.of(), folder.resolve("extract.log"), (line) -> {
				})) {
			extraction.awaitExit(UNPACK_LIMIT);
		}
		Path points = folder.resolve("points.jar");
		CrashClasses.pack(points, "io/adcp/spring/verification/crash/seller");
		List<String> path = new ArrayList<>(List.of(points.toString(), unpacked.resolve(jar.getFileName()).toString()));
		if (!backend.isInDatabase()) {
			path.addAll(redisDriver(unpacked.resolve("lib")));
		}
		this.classPath = String.join(File.pathSeparator, path);
	}

	private static List<String> redisDriver(Path own) {
		return CrashClasses.jars().stream().filter((jar) -> {
			Path name = Path.of(jar).getFileName();
			return name.toString().matches(REDIS_DRIVER) && !Files.exists(own.resolve(name));
		}).toList();
	}

	/**
	 * Start a seller that makes the tables and, when it ends in order, the archive that
	 * lets later ones start faster.
	 * @param properties Spring Boot properties
	 * @return the starting seller
	 */
	Seller rehearse(Map<String, String> properties) throws IOException {
		return start(this.folder.resolve("seller-rehearsal.log"), Fate.NONE,
				List.of("-XX:ArchiveClassesAtExit=" + archive()), properties, (line) -> {
				});
	}

	/**
	 * Start a seller.
	 * @param log the file for its output
	 * @param fate where it is to die, if it passes there
	 * @param properties Spring Boot properties
	 * @param lines is given each line of its output
	 * @return the starting seller
	 */
	Seller start(Path log, Fate fate, Map<String, String> properties, Consumer<String> lines) throws IOException {
		return start(log, fate, List.of("-XX:SharedArchiveFile=" + archive(), "-Xshare:auto", "-Xlog:disable"),
				properties, lines);
	}

	private Seller start(Path log, Fate fate, List<String> options, Map<String, String> properties,
			Consumer<String> lines) throws IOException {
		List<String> arguments = new ArrayList<>(options);
		arguments.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m",
				"-Dcrash.point=" + fate.place(), "-Dcrash.passage=" + fate.passage(), "-cp", this.classPath,
				"io.adcp.spring.sample.seller.SellerApplication"));
		arguments.add("--spring.main.sources=io.adcp.spring.verification.crash.seller.CrashConfiguration,"
				+ "io.adcp.spring.verification.crash.seller." + switch (this.backend) {
					case JDBC, BROKEN -> "JdbcCrashConfiguration";
					case REDIS -> "RedisCrashConfiguration";
				});
		properties.forEach((property, value) -> arguments.add("--" + property + "=" + value));
		return new Seller(arguments, log, lines);
	}

	boolean isRehearsed() {
		return Files.exists(archive());
	}

	private Path archive() {
		return this.folder.resolve("seller.jsa");
	}

}
