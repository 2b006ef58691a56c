package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process that this program started. Its output goes to a file; closing it ends it and
 * whatever it started itself, each by its own handle, also when this program is told to
 * stop.
 */
final class ChildProcess implements AutoCloseable {

	private static final Duration GRACE = Duration.ofSeconds(15);

	private final Process process;

	private final Path output;

	private final Thread atShutdown = new Thread(this::end);

	private ChildProcess(Process process, Path output) {
		this.process = process;
		this.output = output;
	}

	/**
	 * Start a process with the environment of this one.
	 * @param command the program and its arguments
	 * @param environment variables to set on top
	 * @param directory the directory to run in
	 * @param output the file for its standard output
	 * @param errors the file for its standard error, may be the same as {@code output}
	 * @throws IOException if there is no such program
	 */
	static ChildProcess start(List<String> command, Map<String, String> environment, Path directory, Path output,
			Path errors) throws IOException {
		Files.createDirectories(directory);
		Files.createDirectories(output.toAbsolutePath().getParent());
		ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
		builder.environment().putAll(environment);
		builder.redirectOutput(output.toFile());
		if (output.equals(errors)) {
			builder.redirectErrorStream(true);
		}
		else {
			builder.redirectError(errors.toFile());
		}
		ChildProcess child = new ChildProcess(builder.start(), output);
		child.process.getOutputStream().close();
		Runtime.getRuntime().addShutdownHook(child.atShutdown);
		return child;
	}

	/**
	 * Wait until it has ended by itself, or until the limit is over.
	 * @return whether it has ended
	 */
	boolean hasEndedWithin(Duration limit) throws InterruptedException {
		return this.process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
	}

	/** The exit code of a process that has ended. */
	int exitCode() {
		return this.process.exitValue();
	}

	/** What it has written to its standard output until now. */
	String output() {
		try {
			return Files.readString(this.output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot read " + this.output, ex);
		}
	}

	@Override
	public void close() {
		end();
		try {
			Runtime.getRuntime().removeShutdownHook(this.atShutdown);
		}
		catch (IllegalStateException ex) {
			// This program is stopping already, and the hook does the same once more.
		}
	}

	private void end() {
		List<ProcessHandle> handles = Stream.concat(Stream.of(this.process.toHandle()), this.process.descendants())
			.toList();
		handles.forEach(ProcessHandle::destroy);
		if (!haveEnded(handles)) {
			handles.forEach(ProcessHandle::destroyForcibly);
			haveEnded(handles);
		}
	}

	private static boolean haveEnded(List<ProcessHandle> handles) {
		CompletableFuture<?>[] exits = handles.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
		try {
			CompletableFuture.allOf(exits).get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
			return true;
		}
		catch (TimeoutException | ExecutionException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
