package io.adcp.spring.verification.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.adcp.spring.verification.harness.JavaProcess;

/**
 * The sample seller as a process of its own, on a port that the system chooses and that
 * is read from what the seller says.
 */
final class SellerProcess implements AutoCloseable {

	private static final Pattern READY = Pattern.compile("started on port (\\d+)");

	private final CompletableFuture<Integer> port = new CompletableFuture<>();

	private final JavaProcess process;

	private SellerProcess(Path jar, Path data, Path log) throws IOException {
		this.process = JavaProcess.start(List.of("-XX:TieredStopAtLevel=1", "-jar", jar.toString(), "--server.port=0",
				"--server.address=127.0.0.1", "--sample.seller.data-dir=" + data,
				"--logging.level.org.springframework.boot.tomcat=info"), Map.of(), log, this::read);
	}

	/**
	 * Start the seller.
	 * @param jar the seller's jar
	 * @param data the folder of its database
	 * @param log the file for its output
	 * @return the starting seller
	 */
	static SellerProcess start(Path jar, Path data, Path log) throws IOException {
		return new SellerProcess(jar, data, log);
	}

	private void read(String line) {
		Matcher ready = READY.matcher(line);
		if (ready.find()) {
			this.port.complete(Integer.valueOf(ready.group(1)));
		}
	}

	/**
	 * Wait until the seller takes calls.
	 * @param timeout how long to wait
	 * @return its port on loopback
	 */
	int awaitPort(Duration timeout) throws InterruptedException {
		try {
			CompletableFuture.anyOf(this.port, this.process.ended()).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
			return this.port.get(0, TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("The seller has not started: its log tells why", ex);
		}
	}

	long id() {
		return this.process.id();
	}

	void kill() throws InterruptedException {
		this.process.kill();
	}

	@Override
	public void close() throws InterruptedException {
		this.process.close();
	}

}
