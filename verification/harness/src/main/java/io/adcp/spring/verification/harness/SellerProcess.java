package io.adcp.spring.verification.harness;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A sample seller that runs, or is about to.
 */
public final class SellerProcess implements AutoCloseable {

	private final AwaitedLine port = new AwaitedLine("Tomcat started on port (\\d+)");

	private final ChildProcess process;

	private final Path log;

	SellerProcess(ChildProcess.Builder program, Path log) throws IOException {
		this.process = program.lines(this.port).start(log);
		this.log = log;
	}

	/**
	 * Wait until it takes calls.
	 * @param limit how long to wait
	 * @return whether it does, and has not ended instead
	 */
	public boolean isReady(Duration limit) throws InterruptedException {
		return this.port.hasCome(this.process, limit);
	}

	/**
	 * Wait until it takes calls.
	 * @param limit how long to wait
	 * @return this
	 * @throws IllegalStateException where it does not
	 */
	public SellerProcess awaitReady(Duration limit) throws InterruptedException {
		if (!isReady(limit)) {
			String what = this.process.ended().isDone() ? "ended instead of starting" : "not started in time";
			close();
			throw new IllegalStateException("The seller has %s: see %s".formatted(what, this.log));
		}
		return this;
	}

	/**
	 * Return where it listens, on the loopback interface.
	 * @return the port
	 */
	public int port() {
		return Integer.parseInt(this.port.value());
	}

	/**
	 * Return where it takes MCP calls.
	 * @return the endpoint
	 */
	public URI endpoint() {
		return URI.create("http://127.0.0.1:" + port() + "/mcp");
	}

	public long id() {
		return this.process.id();
	}

	/**
	 * Return what completes when it has ended, for whatever reason.
	 * @return the future
	 */
	public CompletableFuture<Process> ended() {
		return this.process.ended();
	}

	/**
	 * Let it end in order, however long that takes.
	 * @param limit how long to wait
	 */
	public void end(Duration limit) throws InterruptedException {
		this.process.terminate();
		this.process.awaitExit(limit);
	}

	/**
	 * End it as {@code kill -9} does.
	 */
	public void kill() throws InterruptedException {
		this.process.kill();
		this.process.close();
	}

	@Override
	public void close() throws InterruptedException {
		this.process.close();
	}

}
