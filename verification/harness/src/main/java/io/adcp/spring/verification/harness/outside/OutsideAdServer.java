package io.adcp.spring.verification.harness.outside;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import tools.jackson.databind.JsonNode;

/**
 * A small ad server, as a seller may have one. It keeps its orders durably, and does not
 * recognize a repeated id: an order that is placed twice is there twice, so that it can
 * be counted.
 * <ul>
 * <li>{@code POST /orders} with a {@code Request-Id} and an order as JSON: 201 with its
 * {@code order_id}, or 422 with a {@code reason} if the budget is too great</li>
 * <li>{@code GET /orders/ID}: the order of a request, or 404</li>
 * <li>{@code GET /orders} and {@code GET /invocations}: all, for a judge</li>
 * <li>{@code PUT /faults/FAULT}: what happens to the next order</li>
 * </ul>
 */
public final class OutsideAdServer implements AutoCloseable {

	private static final int LATEST_MILLIS = 400;

	private final Map<String, JsonNode> firstOrders = new ConcurrentHashMap<>();

	private final Queue<OrderFault> next = new ConcurrentLinkedQueue<>();

	private final Settings settings;

	private final Random random;

	private final DurableLog invocations;

	private final DurableLog orders;

	private final OutsideServer server;

	/**
	 * Start one in this JVM.
	 * @param folder the folder that keeps its orders
	 * @param port where to listen, or 0 for a free port
	 * @param settings how it is to be
	 */
	public OutsideAdServer(Path folder, int port, Settings settings) throws IOException {
		this.settings = settings;
		this.random = new Random(settings.seed());
		this.invocations = new DurableLog(folder.resolve("invocations.log"));
		this.orders = new DurableLog(folder.resolve("orders.log"));
		this.orders.entries()
			.forEach((order) -> this.firstOrders.putIfAbsent(order.path("request_id").asString(), order));
		this.server = new OutsideServer(port, this::handle);
	}

	/**
	 * Start one as a program.
	 * @param args the folder that keeps its orders, the port, and the settings: the
	 * faults in percent, the seed, and the greatest budget
	 */
	@SuppressWarnings("resource")
	public static void main(String[] args) throws IOException {
		Settings settings = new Settings(Integer.parseInt(args[2]), Long.parseLong(args[3]), new BigDecimal(args[4]));
		OutsideAdServer server = new OutsideAdServer(Path.of(args[0]), Integer.parseInt(args[1]), settings);
		System.out.println(OutsideServer.READY + server.port());
	}

	public int port() {
		return this.server.port();
	}

	private void handle(HttpExchange exchange) throws IOException, InterruptedException {
		String path = exchange.getRequestURI().getPath();
		String last = path.substring(path.lastIndexOf('/') + 1);
		switch (exchange.getRequestMethod()) {
			case "POST" -> order(exchange, last);
			case "PUT" -> {
				this.next.add(OrderFault.valueOf(last));
				exchange.sendResponseHeaders(204, -1);
			}
			default -> find(exchange, last);
		}
	}

	private void order(HttpExchange exchange, String what) throws IOException, InterruptedException {
		String requestId = exchange.getRequestHeaders().getFirst("Request-Id");
		if (!what.equals("orders") || requestId == null) {
			OutsideServer.answer(exchange, 400, Map.of("reason", "An order needs a Request-Id"));
			return;
		}
		JsonNode order = OutsideServer.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
		OrderFault fault = fault();
		this.invocations.append(new Invocation(requestId, order, fault, Instant.now()));
		delay(fault, OrderFault.LATE_WORK);
		if (fault.isBeforeWork()) {
			fail(exchange, fault == OrderFault.ERROR_BEFORE);
		}
		else if (order.path("budget").decimalValue(BigDecimal.ZERO).compareTo(this.settings.greatestBudget()) > 0) {
			OutsideServer.answer(exchange, 422, Map.of("reason", "The budget is above what this ad server sells"));
		}
		else {
			place(exchange, requestId, order, fault);
		}
	}

	private void place(HttpExchange exchange, String requestId, JsonNode request, OrderFault fault)
			throws IOException, InterruptedException {
		Order order = new Order("order-" + UUID.randomUUID(), requestId, request, Instant.now());
		this.firstOrders.putIfAbsent(requestId, this.orders.append(order));
		delay(fault, OrderFault.LATE_ANSWER);
		if (fault == OrderFault.LOST_ANSWER || fault == OrderFault.ERROR_AFTER) {
			fail(exchange, fault == OrderFault.ERROR_AFTER);
		}
		else {
			OutsideServer.answer(exchange, 201, order);
		}
	}

	private void find(HttpExchange exchange, String what) throws IOException {
		switch (what) {
			case "invocations" -> OutsideServer.answer(exchange, 200, this.invocations.entries());
			case "orders" -> OutsideServer.answer(exchange, 200, this.orders.entries());
			default -> findOrder(exchange, what);
		}
	}

	private void findOrder(HttpExchange exchange, String requestId) throws IOException {
		OrderFault fault = chance();
		if (fault.isBeforeWork()) {
			fail(exchange, fault == OrderFault.ERROR_BEFORE);
			return;
		}
		JsonNode order = this.firstOrders.get(requestId);
		if (order != null) {
			OutsideServer.answer(exchange, 200, order);
		}
		else {
			OutsideServer.answer(exchange, 404, Map.of("reason", "There is no such order"));
		}
	}

	// A request that is not answered at all loses its connection
	private static void fail(HttpExchange exchange, boolean answered) throws IOException {
		if (answered) {
			OutsideServer.answer(exchange, 500, Map.of("reason", "Something has failed"));
		}
	}

	private OrderFault fault() {
		OrderFault chosen = this.next.poll();
		return (chosen != null) ? chosen : chance();
	}

	private OrderFault chance() {
		OrderFault[] all = OrderFault.values();
		return (this.random.nextInt(100) < this.settings.faults()) ? all[1 + this.random.nextInt(all.length - 1)]
				: OrderFault.NONE;
	}

	// The slowness of another system: nothing is waited for here
	private void delay(OrderFault fault, OrderFault late) throws InterruptedException {
		if (fault == late) {
			TimeUnit.MILLISECONDS.sleep(this.random.nextInt(LATEST_MILLIS));
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		this.invocations.close();
		this.orders.close();
	}

	/**
	 * How an ad server is to be.
	 *
	 * @param faults how many of its answers fail, in percent
	 * @param seed decides which
	 * @param greatestBudget refuses an order above it
	 */
	public record Settings(int faults, long seed, BigDecimal greatestBudget) {

		/** One that never fails, and refuses nothing. */
		public static final Settings RELIABLE = new Settings(0, 0, new BigDecimal("1e18"));

	}

	/**
	 * A request for an order, whatever became of it.
	 *
	 * @param requestId its id
	 * @param order what was ordered
	 * @param fault what happened to it
	 * @param at when it came
	 */
	record Invocation(String requestId, JsonNode order, OrderFault fault, Instant at) {
	}

	/**
	 * An order.
	 *
	 * @param orderId its id
	 * @param requestId the id of the request
	 * @param order what was ordered
	 * @param at when it was placed
	 */
	record Order(String orderId, String requestId, JsonNode order, Instant at) {
	}

}
