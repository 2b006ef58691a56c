package io.adcp.spring.verification.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The packaged sample seller, and what a run adds to it from outside: jars for its class
 * path and configurations for its context. The seller's own jar stays as it was built.
 *
 * @param launch the class path and the main class
 * @param sources the names of the added configurations
 */
public record SellerProgram(List<String> launch, List<String> sources) {

	private static final Duration UNPACK_LIMIT = Duration.ofMinutes(2);

	/**
	 * Run the seller's jar as it is.
	 * @param jar the jar
	 * @return the program
	 */
	public static SellerProgram packaged(Path jar) {
		return new SellerProgram(List.of("-jar", jar.toString()), List.of());
	}

	/**
	 * Run the seller's jar with something added.
	 * @param jar the jar
	 * @param addition the added jar
	 * @param source the added configuration
	 * @return the program
	 */
	public static SellerProgram extended(Path jar, Path addition, String source) {
		// The launcher that takes further jars
		return new SellerProgram(List.of("-Dloader.path=" + addition, "-cp", jar.toString(),
				"org.springframework.boot.loader.launch.PropertiesLauncher"), List.of(source));
	}

	/**
	 * Unpack the seller's jar by its own tools, so that the seller starts fast, and add
	 * something.
	 * @param jar the jar
	 * @param folder the folder to unpack it into
	 * @param additions jars, in front of the seller's own
	 * @param sources the added configurations
	 * @return the program
	 */
	public static SellerProgram unpacked(Path jar, Path folder, List<Path> additions, List<String> sources)
			throws IOException, InterruptedException {
		ChildProcess
			.java(List.of("-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", folder.toString()))
			.output(UNPACK_LIMIT);
		String classPath = String.join(File.pathSeparator,
				Stream.concat(additions.stream(), Stream.of(folder.resolve(jar.getFileName())))
					.map(Path::toString)
					.toList());
		return new SellerProgram(List.of("-cp", classPath, "io.adcp.spring.sample.seller.SellerApplication"), sources);
	}

	/**
	 * Start a seller on a free port of the loopback interface, which it chooses itself.
	 * @param options options for its JVM
	 * @param properties Spring Boot properties
	 * @param log the file to append its output to
	 * @param lines is given each line of its output
	 * @return the starting seller
	 */
	public SellerProcess start(List<String> options, Map<String, String> properties, Path log, Consumer<String> lines)
			throws IOException {
		List<String> arguments = new ArrayList<>(options);
		arguments.addAll(this.launch);
		arguments.addAll(List.of("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off",
				"--logging.level.org.springframework.boot.tomcat=info"));
		if (!this.sources.isEmpty()) {
			arguments.add("--spring.main.sources=" + String.join(",", this.sources));
		}
		properties.forEach((property, value) -> arguments.add("--" + property + "=" + value));
		return new SellerProcess(ChildProcess.java(arguments).lines(lines), log);
	}

}
