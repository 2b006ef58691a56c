package io.adcp.spring.verification.harness.outside;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import tools.jackson.databind.JsonNode;

/**
 * A buyer's receiver of webhooks. It keeps each delivery durably, with body and headers
 * and before it answers, and does not always answer well.
 * <ul>
 * <li>{@code POST} to any path: a delivery</li>
 * <li>{@code GET /deliveries}: all, for a judge</li>
 * <li>{@code PUT /answers/ANSWER}: how the next delivery is answered</li>
 * </ul>
 */
public final class OutsideReceiver implements AutoCloseable {

	private static final int NEVER_SECONDS = 60;

	private final Queue<ReceiverAnswer> next = new ConcurrentLinkedQueue<>();

	private final Settings settings;

	private final Random random;

	private final DurableLog deliveries;

	private final OutsideServer server;

	/**
	 * Start one in this JVM.
	 * @param folder the folder that keeps the deliveries
	 * @param port where to listen, or 0 for a free port
	 * @param settings how it is to be
	 */
	public OutsideReceiver(Path folder, int port, Settings settings) throws IOException {
		this.settings = settings;
		this.random = new Random(settings.seed());
		this.deliveries = new DurableLog(folder.resolve("deliveries.log"));
		this.server = new OutsideServer(port, this::handle);
	}

	/**
	 * Start one as a program.
	 * @param args the folder that keeps the deliveries, the port, and the settings: the
	 * faults in percent, and the seed
	 */
	@SuppressWarnings("resource")
	public static void main(String[] args) throws IOException {
		Settings settings = new Settings(Integer.parseInt(args[2]), Long.parseLong(args[3]));
		OutsideReceiver receiver = new OutsideReceiver(Path.of(args[0]), Integer.parseInt(args[1]), settings);
		System.out.println(OutsideServer.READY + receiver.port());
	}

	public int port() {
		return this.server.port();
	}

	private void handle(HttpExchange exchange) throws IOException, InterruptedException {
		String path = exchange.getRequestURI().getPath();
		switch (exchange.getRequestMethod()) {
			case "POST" -> receive(exchange);
			case "PUT" -> {
				this.next.add(ReceiverAnswer.valueOf(path.substring(path.lastIndexOf('/') + 1)));
				exchange.sendResponseHeaders(204, -1);
			}
			default -> OutsideServer.answer(exchange, 200, this.deliveries.entries());
		}
	}

	private void receive(HttpExchange exchange) throws IOException, InterruptedException {
		ReceiverAnswer answer = answer();
		this.deliveries.append(new Delivery(exchange.getRequestURI().toString(), exchange.getRequestHeaders(),
				exchange.getRequestBody().readAllBytes(), answer, Instant.now()));
		switch (answer) {
			case ACCEPTED -> exchange.sendResponseHeaders(204, -1);
			case UNAVAILABLE -> exchange.sendResponseHeaders(503, -1);
			case NEVER -> TimeUnit.SECONDS.sleep(NEVER_SECONDS);
			case CLOSED -> {
			}
		}
	}

	private ReceiverAnswer answer() {
		ReceiverAnswer chosen = this.next.poll();
		if (chosen != null) {
			return chosen;
		}
		ReceiverAnswer[] all = ReceiverAnswer.values();
		return (this.random.nextInt(100) < this.settings.faults()) ? all[1 + this.random.nextInt(all.length - 1)]
				: ReceiverAnswer.ACCEPTED;
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		this.deliveries.close();
	}

	/**
	 * How a receiver is to be.
	 *
	 * @param faults how many deliveries are not accepted, in percent
	 * @param seed decides which
	 */
	public record Settings(int faults, long seed) {

		/** One that accepts everything. */
		public static final Settings RELIABLE = new Settings(0, 0);

	}

	/**
	 * A delivery, as it came.
	 *
	 * @param path the path that it was sent to
	 * @param headers its headers
	 * @param body its body, byte for byte
	 * @param answer how it was answered
	 * @param at when it came
	 */
	@SuppressWarnings("ArrayRecordComponent")
	public record Delivery(String path, Map<String, List<String>> headers, byte[] body, ReceiverAnswer answer,
			Instant at) {

		/**
		 * Read what a receiver has kept.
		 * @param entries its deliveries as JSON
		 * @return the deliveries, in the order in which they came
		 */
		public static List<Delivery> all(JsonNode entries) {
			return List.of(OutsideServer.MAPPER.treeToValue(entries, Delivery[].class));
		}

	}

}
