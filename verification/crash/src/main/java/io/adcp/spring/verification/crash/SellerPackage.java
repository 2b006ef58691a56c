package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.jar.JarFile;

import io.adcp.spring.verification.crash.seller.CrashConfiguration;
import io.adcp.spring.verification.harness.RunClassPath;
import io.adcp.spring.verification.harness.SellerProcess;
import io.adcp.spring.verification.harness.SellerProgram;

/**
 * The packaged sample seller, unpacked by its own tools so that it starts fast, with the
 * places to die at on its class path.
 */
final class SellerPackage {

	static final Duration START_LIMIT = Duration.ofMinutes(2);

	// What the seller has not of its own, and Boot configures where it is there
	private static final String REDIS_DRIVER = "(spring-boot-data|spring-data|lettuce-|redis-authx|netty-|spring-tx|"
			+ "spring-oxm|spring-context-support).*";

	private final Path folder;

	private final SellerProgram program;

	SellerPackage(Path jar, Path folder, Backend backend) throws IOException, InterruptedException {
		this.folder = folder;
		Path unpacked = folder.resolve("seller");
		List<Path> additions = new ArrayList<>();
		additions.add(RunClassPath.pack(folder.resolve("points.jar"), CrashConfiguration.class));
		if (!backend.isInDatabase()) {
			additions.addAll(redisDriver(jar));
		}
		this.program = SellerProgram.unpacked(jar, unpacked, additions,
				List.of(CrashConfiguration.class.getName(), backend.configuration().getName()));
	}

	private static List<Path> redisDriver(Path jar) throws IOException {
		try (JarFile seller = new JarFile(jar.toFile())) {
			return RunClassPath.jars()
				.stream()
				.map(Path::of)
				.filter((one) -> one.getFileName().toString().matches(REDIS_DRIVER)
						&& seller.getEntry("BOOT-INF/lib/" + one.getFileName()) == null)
				.toList();
		}
	}

	/**
	 * Start a seller that makes the tables and, when it ends in order, the archive that
	 * lets later ones start faster.
	 * @param properties Spring Boot properties
	 * @return the starting seller
	 */
	SellerProcess rehearse(Map<String, String> properties) throws IOException {
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
	SellerProcess start(Path log, Fate fate, Map<String, String> properties, Consumer<String> lines)
			throws IOException {
		return start(log, fate, List.of("-XX:SharedArchiveFile=" + archive(), "-Xshare:auto", "-Xlog:disable"),
				properties, lines);
	}

	private SellerProcess start(Path log, Fate fate, List<String> options, Map<String, String> properties,
			Consumer<String> lines) throws IOException {
		List<String> all = new ArrayList<>(options);
		all.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Dcrash.point=" + fate.place(),
				"-Dcrash.passage=" + fate.passage()));
		return this.program.start(all, properties, log, lines);
	}

	boolean isRehearsed() {
		return Files.exists(archive());
	}

	private Path archive() {
		return this.folder.resolve("seller.jsa");
	}

}
