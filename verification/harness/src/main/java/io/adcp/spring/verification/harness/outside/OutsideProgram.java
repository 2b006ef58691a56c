package io.adcp.spring.verification.harness.outside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.adcp.spring.verification.harness.AwaitedLine;
import io.adcp.spring.verification.harness.ChildProcess;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An {@link OutsideAdServer} or a {@link OutsideReceiver} as a process of its own, which
 * can be killed and started again on the same port and with the same memory.
 */
public final class OutsideProgram implements AutoCloseable {

	private static final Duration START_LIMIT = Duration.ofSeconds(60);

	private final HttpClient client = HttpClient.newHttpClient();

	private final Class<?> program;

	private final Path folder;

	private List<String> settings;

	private int port;

	private @Nullable ChildProcess process;

	private boolean ended;

	private OutsideProgram(Class<?> program, Path folder, List<String> settings) {
		this.program = program;
		this.folder = folder;
		this.settings = settings;
	}

	/**
	 * Start an ad server.
	 * @param folder the folder that keeps its orders and its log
	 * @param settings how it is to be
	 * @return the running program
	 */
	public static OutsideProgram adServer(Path folder, OutsideAdServer.Settings settings)
			throws IOException, InterruptedException {
		return new OutsideProgram(OutsideAdServer.class, folder, List.of(Integer.toString(settings.faults()),
				Long.toString(settings.seed()), settings.greatestBudget().toPlainString()))
			.start();
	}

	/**
	 * Start a receiver of webhooks.
	 * @param folder the folder that keeps the deliveries and its log
	 * @param settings how it is to be
	 * @return the running program
	 */
	public static OutsideProgram webhookReceiver(Path folder, OutsideReceiver.Settings settings)
			throws IOException, InterruptedException {
		return new OutsideProgram(OutsideReceiver.class, folder,
				List.of(Integer.toString(settings.faults()), Long.toString(settings.seed())))
			.start();
	}

	// Somebody's connection may hold the port for a moment
	private OutsideProgram start() throws IOException, InterruptedException {
		Instant end = Instant.now().plus(START_LIMIT);
		while (!isStarted()) {
			if (Instant.now().isAfter(end)) {
				throw new IllegalStateException("%s has not started: see %s".formatted(this.program, this.folder));
			}
		}
		return this;
	}

	private boolean isStarted() throws IOException, InterruptedException {
		AwaitedLine ready = new AwaitedLine(OutsideServer.READY + "(\\d+)");
		ChildProcess started = startProcess(ready);
		if (ready.hasCome(started, START_LIMIT)) {
			this.port = Integer.parseInt(ready.value());
			return true;
		}
		started.close();
		return false;
	}

	private synchronized ChildProcess startProcess(AwaitedLine ready) throws IOException {
		if (this.ended) {
			throw new IllegalStateException("The run is ending: nothing is started any more");
		}
		List<String> command = new ArrayList<>(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
				"-Dsun.net.httpserver.nodelay=true", "-cp", System.getProperty("java.class.path"),
				this.program.getName(), this.folder.toString(), Integer.toString(this.port)));
		command.addAll(this.settings);
		ChildProcess started = ChildProcess.java(command).lines(ready).start(this.folder.resolve("program.log"));
		this.process = started;
		return started;
	}

	/**
	 * Return where it takes requests.
	 * @return the address, which stays the same over all its lives
	 */
	public URI address() {
		return URI.create("http://127.0.0.1:" + this.port);
	}

	/**
	 * Ask it for what it keeps.
	 * @param path such as {@code /orders}
	 * @return the list
	 */
	public JsonNode get(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(address().resolve(path)).timeout(START_LIMIT).build();
		HttpResponse<byte[]> response = this.client.send(request, BodyHandlers.ofByteArray());
		return JsonMapper.shared().readTree(response.body());
	}

	/**
	 * Tell it what happens to the requests that come next, one each.
	 * @param path such as {@code /faults/}
	 * @param names the names of the faults or answers
	 */
	public void plan(String path, List<? extends Enum<?>> names) throws IOException, InterruptedException {
		for (Enum<?> name : names) {
			HttpRequest request = HttpRequest.newBuilder(address().resolve(path + name.name()))
				.timeout(START_LIMIT)
				.PUT(HttpRequest.BodyPublishers.noBody())
				.build();
			int status = this.client.send(request, BodyHandlers.discarding()).statusCode();
			if (status != 204) {
				throw new IOException("%s answers %d".formatted(request.uri(), status));
			}
		}
	}

	/**
	 * Return what completes when it ends by itself.
	 * @return the future
	 */
	public synchronized CompletableFuture<?> ended() {
		return (this.process != null) ? this.process.ended() : CompletableFuture.completedFuture(null);
	}

	/**
	 * Kill it as {@code kill -9} does, and start it again.
	 */
	public void killAndRestart() throws IOException, InterruptedException {
		kill();
		start();
	}

	/**
	 * Start it again with other faults.
	 * @param percent the faults, in percent
	 */
	public void restartWithFaults(int percent) throws IOException, InterruptedException {
		List<String> changed = new ArrayList<>(this.settings);
		changed.set(0, Integer.toString(percent));
		this.settings = changed;
		killAndRestart();
	}

	private synchronized void kill() throws InterruptedException {
		if (this.process != null) {
			this.process.kill();
			this.process.close();
		}
	}

	@Override
	public void close() throws InterruptedException {
		synchronized (this) {
			this.ended = true;
		}
		kill();
	}

}
