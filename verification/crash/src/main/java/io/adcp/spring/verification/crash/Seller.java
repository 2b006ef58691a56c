package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.adcp.spring.verification.harness.JavaProcess;

/**
 * One seller's process.
 */
final class Seller implements AutoCloseable {

	private static final Pattern READY = Pattern.compile("Tomcat started on port (\\d+)");

	private static final Duration LIMIT = Duration.ofSeconds(120);

	private final CompletableFuture<Integer> port = new CompletableFuture<>();

	private final JavaProcess process;

	Seller(List<String> arguments, Path log, Consumer<String> lines) throws IOException {
		this.process = JavaProcess.start(arguments, Map.of(), log, (line) -> {
			Matcher ready = READY.matcher(line);
			if (ready.find()) {
				this.port.complete(Integer.valueOf(ready.group(1)));
			}
			lines.accept(line);
		});
	}

	/**
	 * Wait until it takes calls.
	 * @return its port, or -1 where it has ended instead
	 */
	int awaitPort() throws InterruptedException {
		try {
			CompletableFuture.anyOf(this.port, this.process.ended()).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
			return this.port.getNow(-1);
		}
		catch (ExecutionException | TimeoutException ex) {
			return -1;
		}
	}

	CompletableFuture<Process> ended() {
		return this.process.ended();
	}

	/**
	 * Let it end in order, however long that takes.
	 */
	void end() throws InterruptedException {
		ProcessHandle.of(this.process.id()).ifPresent(ProcessHandle::destroy);
		this.process.awaitExit(LIMIT);
	}

	void kill() throws InterruptedException {
		this.process.kill();
		this.process.close();
	}

	@Override
	public void close() throws InterruptedException {
		this.process.close();
	}

}
