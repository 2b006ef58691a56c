package io.adcp.spring.verification.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * One life of a PostgreSQL server.
 */
final class PostgresProcess {

	private static final Duration DEATH_LIMIT = Duration.ofSeconds(10);

	private static final String READY = "database system is ready to accept connections";

	private final CompletableFuture<Void> ready = new CompletableFuture<>();

	private final Process process;

	/**
	 * Start a server.
	 * @param command the command line
	 * @param log the file to append its output to
	 */
	PostgresProcess(List<String> command, Path log) throws IOException {
		this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
		Thread reader = new Thread(() -> read(log), "output of PostgreSQL");
		reader.setDaemon(true);
		reader.start();
	}

	private void read(Path log) {
		try (BufferedReader output = this.process.inputReader(StandardCharsets.UTF_8);
				PrintWriter file = new PrintWriter(
						Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND), true)) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				file.println(line);
				if (line.endsWith(READY)) {
					this.ready.complete(null);
				}
			}
		}
		catch (IOException ex) {
			this.ready.completeExceptionally(ex);
		}
	}

	/**
	 * Wait until it says that it is ready.
	 * @param limit how long to wait
	 * @return whether it is, and has not ended instead
	 */
	boolean awaitReady(Duration limit) throws InterruptedException {
		try {
			CompletableFuture.anyOf(this.ready, this.process.onExit()).get(limit.toMillis(), TimeUnit.MILLISECONDS);
			return this.ready.isDone();
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("PostgreSQL has not started", ex);
		}
	}

	CompletableFuture<?> ended() {
		return this.process.onExit();
	}

	/**
	 * End it and all processes that it has started, as {@code kill -9} does, and wait
	 * until they are gone.
	 */
	void killTree() {
		List<ProcessHandle> all = Stream.concat(Stream.of(this.process.toHandle()), this.process.descendants())
			.toList();
		all.forEach(ProcessHandle::destroyForcibly);
		all.forEach((one) -> one.onExit().completeOnTimeout(one, DEATH_LIMIT.toMillis(), TimeUnit.MILLISECONDS).join());
	}

}
