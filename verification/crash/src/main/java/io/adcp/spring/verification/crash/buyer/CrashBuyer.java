package io.adcp.spring.verification.crash.buyer;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.Recovery;
import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpResult;
import io.adcp.spring.client.AdcpTransportException;
import io.adcp.spring.client.AdcpUnknownOutcomeException;
import io.adcp.spring.client.AdcpUnreadableResultException;
import io.adcp.spring.client.mcp.McpTransport;
import io.adcp.spring.verification.crash.buyer.CallBook.Stored;
import tools.jackson.databind.JsonNode;

import org.springframework.core.retry.RetryPolicy;

/**
 * A buyer that books campaign after campaign until it is told to stop, each with one
 * frozen call that is stored before it is sent. It is told where to die on its command
 * line, as the sellers are.
 */
public final class CrashBuyer {

	private static final int THREADS = 4;

	// One campaign in so many is too small for its product, and has to be refused
	private static final int REFUSED_EVERY = 50;

	private static final int WEBHOOK_EVERY = 10;

	private static final String POINT = System.getProperty("crash.point", "");

	private static final int PASSAGE = Integer.getInteger("crash.passage", 1);

	// So many are enough, even if nobody says stop
	private static final int CAMPAIGNS = Integer.getInteger("crash.campaigns", Integer.MAX_VALUE);

	private static final AtomicInteger passages = new AtomicInteger();

	private final String name;

	private final Path stop;

	private final String webhooks;

	private final AdcpClient client;

	private final CallBook book;

	private final Queue<Stored> open;

	private final AtomicInteger next;

	private CrashBuyer(String name, URI seller, Path database, Path stop, String webhooks) throws SQLException {
		this.name = name;
		this.stop = stop;
		this.webhooks = webhooks;
		this.client = AdcpClient.builder("seller", McpTransport.builder(seller).build())
			.token("sample-token-pinnacle-agency-4f7c")
			.attemptTimeout(Duration.ofSeconds(20))
			.retryPolicy(retryPolicy())
			.build();
		this.book = new CallBook(database.toString());
		this.open = new ConcurrentLinkedQueue<>(this.book.open());
		this.next = new AtomicInteger(this.book.next());
	}

	private static RetryPolicy retryPolicy() {
		return RetryPolicy.builder()
			.maxRetries(200)
			.delay(Duration.ofMillis(50))
			.jitter(Duration.ofMillis(25))
			.multiplier(2)
			.maxDelay(Duration.ofMillis(800))
			.timeout(Duration.ofMinutes(2))
			.build();
	}

	/**
	 * Book until there is a stop file and nothing is open.
	 * @param args the buyer's name, the seller's address, the database, the stop file,
	 * and where webhooks go
	 */
	public static void main(String[] args) throws Exception {
		CrashBuyer buyer = new CrashBuyer(args[0], URI.create(args[1]), Path.of(args[2]), Path.of(args[3]), args[4]);
		List<Thread> threads = IntStream.range(0, THREADS)
			.mapToObj((i) -> new Thread(buyer::work, "buyer-" + i))
			.toList();
		threads.forEach(Thread::start);
		System.out.println("READY");
		for (Thread thread : threads) {
			thread.join();
		}
		System.out.println("DONE");
		System.exit(0);
	}

	private void work() {
		try {
			while (true) {
				Stored call = this.open.poll();
				if (call == null) {
					if (this.next.get() >= CAMPAIGNS || Files.exists(this.stop)) {
						return;
					}
					call = open();
				}
				send(call);
			}
		}
		catch (Throwable ex) {
			ex.printStackTrace();
			Runtime.getRuntime().halt(1);
		}
	}

	private Stored open() throws SQLException {
		int number = this.next.getAndIncrement();
		String campaign = this.name + "-" + number;
		Stored call = new Stored(campaign,
				this.client.task(AdcpTask.CREATE_MEDIA_BUY).body(body(campaign, number)).prepare());
		this.book.store(call, number);
		pass("STORED");
		return call;
	}

	private Map<String, Object> body(String campaign, int number) {
		Map<String, String> brand = Map.of("domain", this.name + ".example");
		BigDecimal budget = (number % REFUSED_EVERY == REFUSED_EVERY - 1) ? new BigDecimal("1.00")
				: new BigDecimal("500.25").add(BigDecimal.valueOf(number));
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("account", Map.of("brand", brand, "operator", "crash.example"));
		body.put("brand", brand);
		body.put("buyer_ref", campaign);
		body.put("po_number", campaign);
		body.put("packages",
				List.of(Map.of("product_id", "podcast-midroll", "pricing_option_id", "cpm-usd", "budget", budget)));
		body.put("start_time", "2099-09-01T00:00:00Z");
		body.put("end_time", "2099-09-30T23:59:59Z");
		if (number % WEBHOOK_EVERY == 0) {
			body.put("push_notification_config", Map.of("url", this.webhooks + campaign));
		}
		return body;
	}

	private void send(Stored stored) throws SQLException {
		try {
			AdcpResult<JsonNode> result = this.client.resume(stored.call(), JsonNode.class);
			pass("ANSWERED");
			this.book.answered(stored, "BOOKED", result.body().path("media_buy_id").asString(""));
		}
		catch (AdcpException ex) {
			if (leavesOpen(ex)) {
				System.out.println("STILL OPEN " + stored.campaign() + " " + ex.error().code());
				this.open.add(stored);
				return;
			}
			pass("ANSWERED");
			this.book.answered(stored, "REFUSED", ex.error().code());
		}
	}

	/**
	 * A refusal after a restart leaves the outcome unknown to a buyer. This one takes it
	 * for settled, because nothing that is refused here was good before: the inspection
	 * sees whether it was bought.
	 */
	private static boolean leavesOpen(AdcpException ex) {
		if (ex instanceof AdcpUnknownOutcomeException unknown) {
			return unknown.lastFailure() instanceof AdcpTransportException || leavesOpen(unknown.lastFailure());
		}
		return ex.recovery() == Recovery.TRANSIENT || ex instanceof AdcpUnreadableResultException;
	}

	private static void pass(String point) {
		if (!point.equals(POINT) || passages.incrementAndGet() != PASSAGE) {
			return;
		}
		System.out.println("CRASH-POINT " + point);
		System.out.flush();
		while (true) {
			LockSupport.parkNanos(Long.MAX_VALUE);
		}
	}

}
