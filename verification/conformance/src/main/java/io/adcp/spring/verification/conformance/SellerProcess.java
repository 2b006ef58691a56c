package io.adcp.spring.verification.conformance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged sample seller, running in a process of its own on a free port of the
 * loopback interface, which it chooses itself.
 */
final class SellerProcess implements AutoCloseable {

	private static final Duration START_LIMIT = Duration.ofMinutes(2);

	private static final Duration POLL = Duration.ofMillis(200);

	private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

	private final ChildProcess process;

	private final URI endpoint;

	private SellerProcess(ChildProcess process, URI endpoint) {
		this.process = process;
		this.endpoint = endpoint;
	}

	/**
	 * Start a seller and wait until it answers.
	 * @param jar the executable jar
	 * @param directory the folder for its log and files
	 * @param properties Spring Boot properties for it
	 * @throws ConformanceException if it ends, or does not answer in time
	 */
	static SellerProcess start(Path jar, Path directory, Map<String, String> properties, Deadline deadline)
			throws IOException, InterruptedException {
		Path log = directory.resolve("seller.log");
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString(),
						"--server.port=0", "--server.address=127.0.0.1"));
		properties.forEach((name, value) -> command.add("--" + name + "=" + value));
		ChildProcess process = ChildProcess.start(command, Map.of(), directory, log, log);
		try {
			return new SellerProcess(process, awaitEndpoint(process, log, Deadline.after(deadline.limit(START_LIMIT))));
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			process.close();
			throw ex;
		}
	}

	private static URI awaitEndpoint(ChildProcess process, Path log, Deadline deadline)
			throws IOException, InterruptedException {
		while (!process.hasEndedWithin(POLL)) {
			Matcher started = STARTED.matcher(process.output());
			if (started.find()) {
				URI endpoint = URI.create("http://127.0.0.1:" + started.group(1) + "/mcp");
				requireAnswer(endpoint, log);
				return endpoint;
			}
			if (deadline.isOver()) {
				throw new ConformanceException("The seller did not start in time; see " + log);
			}
		}
		throw new ConformanceException("The seller ended with exit code " + process.exitCode() + "; see " + log);
	}

	/** Any answer will do: what it should be is the runner's business. */
	private static void requireAnswer(URI endpoint, Path log) throws InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(endpoint).timeout(Duration.ofSeconds(30)).build();
		try {
			HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
		}
		catch (IOException ex) {
			throw new ConformanceException("The seller does not answer at " + endpoint + "; see " + log, ex);
		}
	}

	/** Where it takes MCP calls. */
	URI endpoint() {
		return this.endpoint;
	}

	@Override
	public void close() {
		this.process.close();
	}

}
