package io.adcp.spring.verification.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A Java program that runs as a process of its own. It ends with this JVM at the latest,
 * also when that is interrupted.
 */
public final class JavaProcess implements AutoCloseable {

	// Signals go through the ProcessHandle: Process.destroy() also closes the
	// streams, and with them the last words of a process that ends in order
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Process process;

	private final Thread reader;

	private final Thread lastResort;

	private JavaProcess(Process process, Path log, Consumer<String> lines) {
		this.process = process;
		this.reader = new Thread(() -> read(process, log, lines), "output of " + process.pid());
		this.reader.setDaemon(true);
		this.reader.start();
		this.lastResort = new Thread(process.toHandle()::destroyForcibly, "last resort for " + process.pid());
		try {
			Runtime.getRuntime().addShutdownHook(this.lastResort);
		}
		catch (IllegalStateException ex) {
			// The JVM is ending already, and nobody would end this process any more
			process.toHandle().destroyForcibly();
			throw ex;
		}
	}

	/**
	 * Start a program.
	 * @param arguments what follows {@code java} on the command line
	 * @param environment environment variables to add, the place for secrets: a command
	 * line can be seen by everybody on the machine
	 * @param log the file to append all output to
	 * @param lines is given each line of the output, on a thread of its own
	 * @return the running process
	 */
	public static JavaProcess start(List<String> arguments, Map<String, String> environment, Path log,
			Consumer<String> lines) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(arguments);
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().putAll(environment);
		return new JavaProcess(builder.start(), log, lines);
	}

	private static void read(Process process, Path log, Consumer<String> lines) {
		try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
				PrintWriter file = new PrintWriter(
						Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND), true)) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				file.println(line);
				lines.accept(line);
			}
		}
		catch (IOException ex) {
			lines.accept("(its output cannot be read any more: " + ex.getMessage() + ")");
		}
	}

	public long id() {
		return this.process.pid();
	}

	/**
	 * Return what completes when the process has ended, for whatever reason.
	 * @return the future
	 */
	public CompletableFuture<Process> ended() {
		return this.process.onExit();
	}

	/**
	 * End the process as {@code kill -9} does, and wait until it is gone. It gets no
	 * chance to finish, flush or tidy up anything.
	 */
	public void kill() throws InterruptedException {
		this.process.toHandle().destroyForcibly();
		awaitExit(PATIENCE);
	}

	/**
	 * Wait for the end of the process and of its output.
	 * @param timeout how long to wait
	 * @return the exit code
	 * @throws IllegalStateException where the process still runs after that
	 */
	public int awaitExit(Duration timeout) throws InterruptedException {
		if (!this.process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new IllegalStateException(
					"Process %d has not ended within %d s".formatted(id(), timeout.toSeconds()));
		}
		this.reader.join(PATIENCE.toMillis());
		return this.process.exitValue();
	}

	/**
	 * Ask the process to end and wait for it; one that does not is killed.
	 */
	@Override
	public void close() throws InterruptedException {
		this.process.toHandle().destroy();
		if (!this.process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
			kill();
		}
		this.reader.join(PATIENCE.toMillis());
		try {
			Runtime.getRuntime().removeShutdownHook(this.lastResort);
		}
		catch (IllegalStateException ex) {
			// The JVM is ending: the hook has run or will run
		}
	}

}
