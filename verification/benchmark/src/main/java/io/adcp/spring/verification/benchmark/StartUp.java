package io.adcp.spring.verification.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.adcp.spring.verification.harness.ChildProcess;

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

	private static final Duration LIMIT = Duration.ofMinutes(2);

	/**
	 * Start the application once.
	 * @return times and memory
	 * @throws IOException if it cannot be started
	 * @throws InterruptedException if this thread is interrupted
	 */
	Figures run() throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of("-Xms256m", "-Xmx256m", "-cp", this.classpath.toString(), this.application.getName()));
		command.addAll(this.arguments);
		long start = System.nanoTime();
		List<String> said = ChildProcess.java(command).output(LIMIT);
		return figures(said, (System.nanoTime() - start) / 1e6);
	}

	private Figures figures(List<String> lines, double millis) {
		String report = lines.stream()
			.filter((line) -> line.startsWith(StartUpReport.MARK))
			.findFirst()
			.orElseThrow(
					() -> new IllegalStateException(this.application.getSimpleName() + " did not start: " + lines));
		String[] numbers = report.substring(StartUpReport.MARK.length()).split(" ", -1);
		return Figures.of(READY, Double.parseDouble(numbers[0]))
			.and(WHOLE, millis)
			.and(HEAP, Double.parseDouble(numbers[1]) / MB)
			.and(OTHER, Double.parseDouble(numbers[2]) / MB)
			.and(CLASSES, Double.parseDouble(numbers[3]));
	}

}
