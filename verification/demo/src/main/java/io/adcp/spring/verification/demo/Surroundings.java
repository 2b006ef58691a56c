package io.adcp.spring.verification.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.verification.demo.Chronicle.Event;
import io.adcp.spring.verification.demo.Chronicle.Kind;
import io.adcp.spring.verification.demo.Ledgers.AdOrder;
import io.adcp.spring.verification.demo.Ledgers.Webhook;
import io.adcp.spring.verification.harness.outside.OrderFault;
import io.adcp.spring.verification.harness.outside.OutsideAdServer;
import io.adcp.spring.verification.harness.outside.OutsideProgram;
import io.adcp.spring.verification.harness.outside.OutsideReceiver;
import io.adcp.spring.verification.harness.outside.OutsideReceiver.Delivery;
import io.adcp.spring.verification.harness.outside.ReceiverAnswer;
import io.adcp.spring.verification.harness.outside.SignatureCheck;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What desk and seller deal with beside each other, as processes of their own: the
 * seller's ad server, which loses answers, and the buyer's inbox for webhooks, which
 * misses one.
 */
final class Surroundings implements AutoCloseable {

	/** A campaign with a larger budget is ordered at the ad server: six of the plan. */
	static final String ORDERS_ABOVE = "10000";

	private static final List<OrderFault> FAULTS = List.of(OrderFault.LOST_ANSWER, OrderFault.LOST_ANSWER,
			OrderFault.ERROR_AFTER, OrderFault.NONE, OrderFault.DROPPED, OrderFault.NONE, OrderFault.LOST_ANSWER);

	private static final List<ReceiverAnswer> ANSWERS = List.of(ReceiverAnswer.ACCEPTED, ReceiverAnswer.UNAVAILABLE);

	private static final int LOOKS_PER_SECOND = 5;

	private final OutsideProgram adServer;

	private final OutsideProgram inbox;

	/**
	 * Start both.
	 * @param folder the folder that keeps what they get
	 */
	Surroundings(Path folder) throws IOException, InterruptedException {
		this.adServer = OutsideProgram.adServer(folder.resolve("ad-server"), OutsideAdServer.Settings.RELIABLE);
		this.adServer.plan("/faults/", FAULTS);
		this.inbox = OutsideProgram.webhookReceiver(folder.resolve("inbox"), OutsideReceiver.Settings.RELIABLE);
		this.inbox.plan("/answers/", ANSWERS);
	}

	/**
	 * Return what the seller is told of it.
	 * @return Spring Boot properties
	 */
	Map<String, String> sellerProperties() {
		return Map.of("sample.seller.ad-server.url", this.adServer.address().toString(),
				"sample.seller.ad-server.orders-above", ORDERS_ABOVE, "sample.seller.ad-server.settling", "3s",
				"adcp.task.poll-interval", "1s", "adcp.task.take-over", "3s", "adcp.webhook.allow-insecure-targets",
				"true");
	}

	/**
	 * Return where the buyer wants its webhooks.
	 * @return the address
	 */
	String webhooks() {
		return this.inbox.address() + "/webhooks";
	}

	/**
	 * Wait for webhooks.
	 * @param count how many have to be accepted
	 * @param limit how long to wait; those that miss then are found missing later
	 */
	void awaitWebhooks(long count, Duration limit) throws IOException, InterruptedException {
		Instant end = Instant.now().plus(limit);
		while (accepted(deliveries()).size() < count && Instant.now().isBefore(end)) {
			TimeUnit.MILLISECONDS.sleep(1000 / LOOKS_PER_SECOND);
		}
	}

	/**
	 * Return the ad server's orders.
	 * @return all that it has
	 */
	List<AdOrder> orders() throws IOException, InterruptedException {
		return this.adServer.get("/orders")
			.valueStream()
			.map((order) -> new AdOrder(order.path("order_id").asString(""), mediaBuyId(order)))
			.toList();
	}

	/**
	 * Return the webhooks that the buyer has accepted.
	 * @param keySet the keys that the seller publishes
	 * @return the webhooks, as often as they were accepted
	 */
	List<Webhook> webhooks(JsonNode keySet) throws IOException, InterruptedException {
		SignatureCheck signatures = new SignatureCheck(this.inbox.address(), keySet);
		return accepted(deliveries()).stream().map((delivery) -> webhook(delivery, signatures)).toList();
	}

	private List<Delivery> deliveries() throws IOException, InterruptedException {
		return Delivery.all(this.inbox.get("/deliveries"));
	}

	private static List<Delivery> accepted(List<Delivery> deliveries) {
		return deliveries.stream().filter((delivery) -> delivery.answer() == ReceiverAnswer.ACCEPTED).toList();
	}

	private static Webhook webhook(Delivery delivery, SignatureCheck signatures) {
		JsonNode body = body(delivery);
		return new Webhook(body.path("operation_id").asString(""), body.path("idempotency_key").asString(""),
				body.path("status").asString(""), body.path("result").path("media_buy_id").asString(""),
				signatures.fault(delivery));
	}

	private static JsonNode body(Delivery delivery) {
		return JsonMapper.shared().readTree(delivery.body());
	}

	/**
	 * Write down what has happened here.
	 * @param chronicle where to
	 * @param ledgers know which media buy is whose
	 */
	void report(Chronicle chronicle, Ledgers ledgers) throws IOException, InterruptedException {
		for (JsonNode invocation : this.adServer.get("/invocations")) {
			Kind kind = switch (OrderFault.valueOf(invocation.path("fault").asString(""))) {
				case LOST_ANSWER, ERROR_AFTER -> Kind.ORDER_LOST;
				case DROPPED, ERROR_BEFORE -> Kind.ORDER_DROPPED;
				default -> Kind.ORDERED;
			};
			Instant at = JsonMapper.shared().treeToValue(invocation.path("at"), Instant.class);
			chronicle.add(new Event(at, ledgers.campaignOf(mediaBuyId(invocation)), kind));
		}
		for (Delivery delivery : deliveries()) {
			chronicle.add(new Event(delivery.at(), body(delivery).path("operation_id").asString(""), kind(delivery)));
		}
	}

	private static Kind kind(Delivery delivery) {
		if (delivery.answer() != ReceiverAnswer.ACCEPTED) {
			return Kind.WEBHOOK_REFUSED;
		}
		return body(delivery).path("status").asString("").equals("completed") ? Kind.WEBHOOK : Kind.REFUSED;
	}

	private static String mediaBuyId(JsonNode entry) {
		return entry.path("order").path("media_buy_id").asString("");
	}

	@Override
	public void close() throws InterruptedException {
		this.adServer.close();
		this.inbox.close();
	}

}
