package io.adcp.spring.verification.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts a small application in a JVM of its own, and waits for its end.
 *
 * @param application its main class
 * @param classpath its class path
 * @param arguments its arguments
 */
record StartUp(Class<?> application, StartUpClasspath classpath, List<String> arguments) {

	/**
	 * From the start of the JVM to Spring Boot's {@code ApplicationReadyEvent}.
	 */
	static final String READY = "ready after ms";

	private static final String WHOLE = "process ms";

	private static final String HEAP = "heap after GC MB";

	private static final String OTHER = "other memory MB";

	private static final String CLASSES = "classes";

	private static final double MB = 1024 * 1024;

	private static final int MAX_SECONDS = 120;

	/**
	 * Start the application once.
	 * @return times and memory
	 * @throws IOException if it cannot be started
	 * @throws InterruptedException if this thread is interrupted
	 */
	Figures run() throws IOException, InterruptedException {
		Path output = Files.createTempFile("start-up", ".log");
		try {
			long start = System.nanoTime();
			Process process = start(output);
			end(process);
			double millis = (System.nanoTime() - start) / 1e6;
			return figures(Files.readAllLines(output), millis);
		}
		finally {
			Files.delete(output);
		}
	}

	private Process start(Path output) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xms256m", "-Xmx256m", "-cp", this.classpath.toString(), this.application.getName());
		builder.command().addAll(this.arguments);
		return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
	}

	private static void end(Process process) throws InterruptedException {
		try {
			process.waitFor(MAX_SECONDS, TimeUnit.SECONDS);
		}
		finally {
			process.destroyForcibly().waitFor();
		}
	}

	private Figures figures(List<String> lines, double millis) {
		String report = lines.stream()
			.filter((line) -> line.startsWith(StartUpReport.MARK))
			.findFirst()
			.orElseThrow(
					() -> new IllegalStateException(this.application.getSimpleName() + " did not start: " + lines));
		String[] numbers = report.substring(StartUpReport.MARK.length()).split(" ");
		return Figures.of(READY, Double.parseDouble(numbers[0]))
			.and(WHOLE, millis)
			.and(HEAP, Double.parseDouble(numbers[1]) / MB)
			.and(OTHER, Double.parseDouble(numbers[2]) / MB)
			.and(CLASSES, Double.parseDouble(numbers[3]));
	}

}
