package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.adcp.spring.verification.harness.AwaitedLine;
import io.adcp.spring.verification.harness.ChildProcess;

/**
 * A seller made with the SDK for TypeScript, running in a process of its own on free
 * ports of the loopback interface. Over MCP it has one endpoint without sessions and one
 * that demands them, over A2A one of each version; behind all is the same seller.
 */
final class TypeScriptSeller implements AutoCloseable {

	private static final Duration START_LIMIT = Duration.ofMinutes(1);

	private final HttpClient http = HttpClient.newHttpClient();

	private final AwaitedLine stateless = new AwaitedLine("stateless on port (\\d+)");

	private final AwaitedLine sessions = new AwaitedLine("sessions on port (\\d+)");

	private final AwaitedLine a2a03 = new AwaitedLine("a2a 0\\.3 on port (\\d+)");

	private final AwaitedLine a2a10 = new AwaitedLine("a2a 1\\.0 on port (\\d+)");

	private final ChildProcess process;

	private TypeScriptSeller(ChildProcess.Builder program, Path log) throws IOException {
		this.process = program.lines(this.stateless)
			.lines(this.sessions)
			.lines(this.a2a03)
			.lines(this.a2a10)
			.start(log);
	}

	static TypeScriptSeller start(Path script, NpmPackage sdk, Path directory, Deadline deadline)
			throws IOException, InterruptedException {
		Path log = Files.createDirectories(directory).resolve("seller.log");
		TypeScriptSeller seller = new TypeScriptSeller(
				ChildProcess.of(List.of("node", script.toString(), sdk.folder("").toString()))
					.environment(Map.of("NODE_ENV", "test", "HOME", directory.toString()))
					.directory(directory)
					.errors(directory.resolve("errors.log")),
				log);
		if (!seller.isReady(deadline.limit(START_LIMIT))) {
			seller.close();
			throw new IllegalStateException("The TypeScript seller did not start; see " + log);
		}
		return seller;
	}

	private boolean isReady(Duration limit) throws InterruptedException {
		return this.stateless.hasCome(this.process, limit) && this.sessions.hasCome(this.process, limit)
				&& this.a2a03.hasCome(this.process, limit) && this.a2a10.hasCome(this.process, limit);
	}

	URI withoutSessions() {
		return endpoint(this.stateless, "/mcp");
	}

	URI withSessions() {
		return endpoint(this.sessions, "/mcp");
	}

	URI overA2a03() {
		return endpoint(this.a2a03, "/a2a");
	}

	URI overA2a10() {
		return endpoint(this.a2a10, "/a2a");
	}

	private static URI endpoint(AwaitedLine port, String path) {
		return URI.create("http://127.0.0.1:" + port.value() + path);
	}

	/** How many media buys it has booked. */
	int buys() throws IOException, InterruptedException {
		return Integer.parseInt(get("/buys"));
	}

	/** What a restart does to it. */
	void forgetSessions() throws IOException, InterruptedException {
		get("/forget-sessions");
	}

	/**
	 * Wait for webhooks to be delivered.
	 * @return how many have been taken by then
	 */
	int awaitDeliveries(int wanted, Duration limit) throws IOException, InterruptedException {
		return Integer.parseInt(get("/deliveries?wanted=" + wanted + "&seconds=" + limit.toSeconds()));
	}

	private String get(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(withSessions().resolve(path))
			.timeout(Duration.ofMinutes(1))
			.build();
		return this.http.send(request, HttpResponse.BodyHandlers.ofString()).body();
	}

	@Override
	public void close() throws InterruptedException {
		this.process.close();
	}

}
