package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.adcp.spring.verification.harness.ChildProcess;

/**
 * The runner, installed by npm from a committed lock file into a folder below
 * {@code target}, so that every run uses the very same packages.
 */
final class NpmPackage {

	private static final Duration LIMIT = Duration.ofMinutes(6);

	private final Path directory;

	private NpmPackage(Path directory) {
		this.directory = directory;
	}

	/**
	 * Install what the lock file in {@code source} names, or nothing when that has been
	 * done before.
	 * @param source the folder with {@code package.json} and {@code package-lock.json}
	 * @param directory the folder to install into
	 * @param log the file for npm's output
	 */
	static NpmPackage install(Path source, Path directory, Path log, Deadline deadline)
			throws IOException, InterruptedException {
		Path marker = directory.resolve("installed-lock.json");
		Path lock = source.resolve("package-lock.json");
		if (!Files.exists(marker) || Files.mismatch(marker, lock) != -1) {
			Files.deleteIfExists(marker);
			copy(source, directory, "package.json");
			copy(source, directory, "package-lock.json");
			npmCi(directory, log, deadline);
			Files.copy(lock, marker);
		}
		return new NpmPackage(directory);
	}

	private static void copy(Path source, Path directory, String name) throws IOException {
		Files.createDirectories(directory);
		Files.write(directory.resolve(name), Files.readAllBytes(source.resolve(name)));
	}

	/** No package of the lock file needs an install script, so none may run one. */
	private static void npmCi(Path directory, Path log, Deadline deadline) throws IOException, InterruptedException {
		List<String> command = List.of(npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund");
		try (ChildProcess npm = ChildProcess.of(command).directory(directory).start(log)) {
			if (npm.awaitExit(deadline.limit(LIMIT)) != 0) {
				throw new IllegalStateException(
						"npm ci failed; check that an npm registry is reachable. Its output is in " + log);
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("npm cannot be started; install Node.js 20 or later, which brings it", ex);
		}
	}

	private static String npm() {
		boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
		return windows ? "npm.cmd" : "npm";
	}

	/** The folder of one installed package. */
	Path folder(String name) {
		return this.directory.resolve("node_modules").resolve(name);
	}

}
