package io.adcp.spring.verification.crash.buyer;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
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
import tools.jackson.databind.node.MissingNode;

import org.springframework.core.retry.RetryPolicy;

/**
 * A buyer that books campaign after campaign until it is told to stop, each with one
 * frozen call that is stored before it is sent. It is told where to die on its command
 * line, as the sellers are.
 */
public final class CrashBuyer {

	private static final int THREADS = 4;

	// What is answered at once has no webhook, even if it asks for one
	private static final int ASKS_IN_VAIN_EVERY = 10;

	private static final int POLL_MILLIS = 200;

	// As many as the pool of work of two sellers is busy with for a second or two
	private static final int MOST_AWAITED = 40;

	private static final CampaignKind KIND = CampaignKind.valueOf(System.getProperty("crash.kind", "MIXED"));

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

	private final DelayQueue<Awaited> awaited = new DelayQueue<>();

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
		this.open.stream().filter((call) -> call.taskId() != null).map(Awaited::new).forEach(this.awaited::add);
		this.open.removeIf((call) -> call.taskId() != null);
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
			boolean more = true;
			while (more || !this.awaited.isEmpty() || !this.open.isEmpty()) {
				more = this.next.get() < CAMPAIGNS && !Files.exists(this.stop);
				work(more && this.awaited.size() < MOST_AWAITED);
			}
		}
		catch (Throwable ex) {
			ex.printStackTrace();
			Runtime.getRuntime().halt(1);
		}
	}

	private void work(boolean more) throws SQLException, InterruptedException {
		Stored call = this.open.poll();
		if (call == null) {
			Awaited task = more ? this.awaited.poll() : this.awaited.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
			if (task != null) {
				ask(task.call());
				return;
			}
			if (!more) {
				return;
			}
			call = open();
		}
		send(call);
	}

	private Stored open() throws SQLException {
		int number = this.next.getAndIncrement();
		String campaign = this.name + "-" + number;
		Stored call = new Stored(campaign,
				this.client.task(KIND.of(number).task()).body(body(campaign, number)).prepare(), null);
		this.book.store(call, number);
		pass("STORED");
		return call;
	}

	private Map<String, Object> body(String campaign, int number) {
		CampaignKind kind = KIND.of(number);
		Map<String, Object> body = CampaignRequest.of(this.name, campaign, kind, number);
		if (kind.mustBeSubmitted() || number % ASKS_IN_VAIN_EVERY == 0) {
			body.put("push_notification_config",
					Map.of("url", this.webhooks + "/" + campaign, "operation_id", campaign));
		}
		return body;
	}

	private void send(Stored stored) throws SQLException {
		try {
			AdcpResult<JsonNode> result = this.client.resume(stored.call(), JsonNode.class);
			pass("ANSWERED");
			if (result.taskId() != null) {
				this.book.submitted(stored, result.taskId());
				this.awaited.add(new Awaited(stored.submitted(result.taskId())));
			}
			else {
				this.book.answered(stored, "BOOKED", result.body().path("media_buy_id").asString(""));
			}
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

	// Asking changes nothing, so it may fail and be repeated as often as it likes
	private void ask(Stored submitted) throws SQLException {
		JsonNode task = status(submitted);
		switch (task.path("status").asString("")) {
			case "completed" ->
				this.book.answered(submitted, "BOOKED", task.path("result").path("media_buy_id").asString(""));
			case "failed", "rejected", "canceled" ->
				this.book.answered(submitted, "REFUSED", task.path("status").asString());
			default -> this.awaited.add(new Awaited(submitted));
		}
	}

	private JsonNode status(Stored submitted) {
		try {
			return this.client.task(AdcpTask.GET_TASK_STATUS)
				.body(Map.of("account", CampaignRequest.account(this.name), "task_id",
						String.valueOf(submitted.taskId()), "include_result", true))
				.call(JsonNode.class)
				.body();
		}
		catch (AdcpException ex) {
			System.out.println("NOT TOLD " + submitted.campaign() + " " + ex.error().code());
			return MissingNode.getInstance();
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

	/**
	 * A submitted call that the seller is asked about in a moment.
	 *
	 * @param call the call
	 * @param at when
	 */
	private record Awaited(Stored call, long at) implements Delayed {

		Awaited(Stored call) {
			this(call, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
		}

		@Override
		public long getDelay(TimeUnit unit) {
			return unit.convert(this.at - System.nanoTime(), TimeUnit.NANOSECONDS);
		}

		@Override
		public int compareTo(Delayed other) {
			return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
		}

	}

}
