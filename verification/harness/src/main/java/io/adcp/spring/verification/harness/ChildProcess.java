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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A program that runs as a process of its own. It ends with this JVM at the latest, also
 * when that is interrupted, and with it end all processes that it has started itself.
 */
public final class ChildProcess implements AutoCloseable {

	// Signals go through the ProcessHandle: Process.destroy() also closes the
	// streams, and with them the last words of a process that ends in order
	private static final Duration PATIENCE = Duration.ofSeconds(15);

	private final Process process;

	private final Thread reader;

	private final Thread lastResort;

	private ChildProcess(Process process, Path log, Consumer<String> lines) {
		this.process = process;
		this.reader = new Thread(() -> read(process, log, lines), "output of " + process.pid());
		this.reader.setDaemon(true);
		this.reader.start();
		this.lastResort = new Thread(() -> tree().forEach(ProcessHandle::destroyForcibly),
				"last resort for " + process.pid());
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
	 * Return a Java program, which runs on the same Java as this one.
	 * @param arguments what follows {@code java} on the command line
	 * @return the program, not started yet
	 */
	public static Builder java(List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(javaTool("java"));
		command.addAll(arguments);
		return new Builder(command);
	}

	/**
	 * Return any program.
	 * @param command the program and its arguments
	 * @return the program, not started yet
	 */
	public static Builder of(List<String> command) {
		return new Builder(command);
	}

	/**
	 * Return where a program of the JDK is.
	 * @param name the program's name
	 * @return its path
	 */
	public static String javaTool(String name) {
		return Path.of(System.getProperty("java.home"), "bin", name).toString();
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
	 * Ask the process to end, and do not wait for it.
	 */
	public void terminate() {
		tree().forEach(ProcessHandle::destroy);
	}

	/**
	 * End the process and all that it has started as {@code kill -9} does, and wait until
	 * they are gone. They get no chance to finish, flush or tidy up anything.
	 */
	public void kill() throws InterruptedException {
		List<ProcessHandle> all = tree();
		all.forEach(ProcessHandle::destroyForcibly);
		awaitAll(all);
		this.reader.join(PATIENCE.toMillis());
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
		List<ProcessHandle> all = tree();
		all.forEach(ProcessHandle::destroy);
		if (!awaitAll(all)) {
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

	private List<ProcessHandle> tree() {
		return Stream.concat(Stream.of(this.process.toHandle()), this.process.descendants()).toList();
	}

	private static boolean awaitAll(List<ProcessHandle> processes) throws InterruptedException {
		CompletableFuture<?>[] ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
		try {
			CompletableFuture.allOf(ends).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			return true;
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
	}

	/**
	 * A program that is about to be started.
	 */
	public static final class Builder {

		private final ProcessBuilder builder;

		private Consumer<String> lines = (line) -> {
		};

		private @Nullable Path errors;

		private Builder(List<String> command) {
			this.builder = new ProcessBuilder(command);
		}

		/**
		 * Add environment variables, the place for secrets: a command line can be seen by
		 * everybody on the machine.
		 * @param environment the variables
		 * @return this
		 */
		public Builder environment(Map<String, String> environment) {
			this.builder.environment().putAll(environment);
			return this;
		}

		/**
		 * Run it in another directory than this program's.
		 * @param directory the directory
		 * @return this
		 */
		public Builder directory(Path directory) {
			this.builder.directory(directory.toFile());
			return this;
		}

		/**
		 * Keep what it writes to its standard error apart.
		 * @param errors the file for it
		 * @return this
		 */
		public Builder errors(Path errors) {
			this.errors = errors;
			return this;
		}

		/**
		 * Hear what it says.
		 * @param lines is given each line of the output, on a thread of its own
		 * @return this
		 */
		public Builder lines(Consumer<String> lines) {
			this.lines = this.lines.andThen(lines);
			return this;
		}

		/**
		 * Start it.
		 * @param log the file to append its output to
		 * @return the running process
		 * @throws IOException if there is no such program
		 */
		public ChildProcess start(Path log) throws IOException {
			if (this.errors != null) {
				this.builder.redirectError(this.errors.toFile());
			}
			else {
				this.builder.redirectErrorStream(true);
			}
			Files.createDirectories(log.toAbsolutePath().getParent());
			Process process = this.builder.start();
			process.getOutputStream().close();
			return new ChildProcess(process, log, this.lines);
		}

		/**
		 * Run it to its end and return what it has said.
		 * @param limit how long that may take
		 * @return the lines of its output
		 * @throws IOException if there is no such program, or it has failed
		 */
		public List<String> output(Duration limit) throws IOException, InterruptedException {
			Path log = Files.createTempFile("output", ".log");
			try (ChildProcess process = start(log)) {
				int exitCode = process.awaitExit(limit);
				List<String> said = Files.readAllLines(log);
				if (exitCode != 0) {
					throw new IOException("%s has failed: %s".formatted(this.builder.command(), said));
				}
				return said;
			}
			finally {
				Files.deleteIfExists(log);
			}
		}

	}

}
