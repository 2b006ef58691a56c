package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A seller made with the SDK for TypeScript, running in a process of its own on free
 * ports of the loopback interface. It has one endpoint without sessions and one that
 * demands them; behind both is the same seller.
 */
final class TypeScriptSeller implements AutoCloseable {

	private static final Duration START_LIMIT = Duration.ofMinutes(1);

	private static final Duration POLL = Duration.ofMillis(200);

	private final HttpClient http = HttpClient.newHttpClient();

	private final ChildProcess process;

	private final Path log;

	private TypeScriptSeller(ChildProcess process, Path log) {
		this.process = process;
		this.log = log;
	}

	static TypeScriptSeller start(Path script, NpmPackage sdk, Path directory, Deadline deadline)
			throws IOException, InterruptedException {
		Path log = directory.resolve("seller.log");
		List<String> command = List.of("node", script.toString(), sdk.folder("").toString());
		ChildProcess process = ChildProcess.start(command, Map.of("NODE_ENV", "test", "HOME", directory.toString()),
				directory, log, directory.resolve("errors.log"));
		TypeScriptSeller seller = new TypeScriptSeller(process, log);
		try {
			seller.awaitStart(Deadline.after(deadline.limit(START_LIMIT)));
			return seller;
		}
		catch (InterruptedException | RuntimeException ex) {
			seller.close();
			throw ex;
		}
	}

	private void awaitStart(Deadline deadline) throws InterruptedException {
		while (!(this.process.output().contains("stateless on port")
				&& this.process.output().contains("sessions on port"))) {
			if (this.process.hasEndedWithin(POLL) || deadline.isOver()) {
				throw new ConformanceException("The TypeScript seller did not start; see " + this.log);
			}
		}
	}

	URI withoutSessions() {
		return endpoint("stateless");
	}

	URI withSessions() {
		return endpoint("sessions");
	}

	private URI endpoint(String name) {
		Matcher port = Pattern.compile(name + " on port (\\d+)\\.").matcher(this.process.output());
		if (!port.find()) {
			throw new ConformanceException("The TypeScript seller did not tell its ports; see " + this.log);
		}
		return URI.create("http://127.0.0.1:" + port.group(1) + "/mcp");
	}

	/** How many media buys it has booked. */
	int buys() throws IOException, InterruptedException {
		return Integer.parseInt(get("/buys"));
	}

	/** What a restart does to it. */
	void forgetSessions() throws IOException, InterruptedException {
		get("/forget-sessions");
	}

	private String get(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(withSessions().resolve(path))
			.timeout(Duration.ofSeconds(30))
			.build();
		return this.http.send(request, HttpResponse.BodyHandlers.ofString()).body();
	}

	@Override
	public void close() {
		this.process.close();
	}

}
