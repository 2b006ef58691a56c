package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import io.adcp.spring.verification.crash.Answers.Kind;
import io.adcp.spring.verification.harness.Relay;
import io.adcp.spring.verification.harness.Relay.Passage;
import org.jspecify.annotations.Nullable;

/**
 * The wire between the buyers and two sellers: it delays, cuts, truncates, doubles and
 * reorders what goes over it, and leads each request to either seller.
 */
final class RoughWire implements AutoCloseable {

	private static final int LONGEST_DELAY_MILLIS = 300;

	private static final int LATEST_TWIN_MILLIS = 2000;

	private static final int LONGEST_TO_BE_OVERTAKEN_MILLIS = 500;

	private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);

	private final AtomicReference<@Nullable CountDownLatch> beingOvertaken = new AtomicReference<>();

	// One party of it is the run itself, which waits for the twins
	private final Phaser twins = new Phaser(1);

	private final Ends ends;

	private final Answers answers;

	private final Traffic traffic;

	private final Random random;

	private final Relay relay;

	RoughWire(Ends ends, Answers answers, Traffic traffic, long seed) throws IOException {
		this.ends = ends;
		this.answers = answers;
		this.traffic = traffic;
		this.random = new Random(seed);
		this.relay = new Relay(this::handle);
	}

	URI address() {
		return this.relay.address().resolve("/mcp");
	}

	private void handle(Passage passage) throws IOException, InterruptedException {
		Fault fault = Fault.of(this.random.nextInt(100));
		synchronized (this.faults) {
			this.faults.merge(fault, 1, Integer::sum);
		}
		String campaign = (passage.body().length != 0) ? this.answers.request(passage.body()) : null;
		handle(passage, campaign, fault);
	}

	private void handle(Passage passage, @Nullable String campaign, Fault fault)
			throws IOException, InterruptedException {
		switch (fault) {
			case CUT_BEFORE -> {
				return;
			}
			case DOUBLE -> sendTwin(passage, campaign, 0);
			case DOUBLE_LATE -> sendTwin(passage, campaign, this.random.nextInt(LATEST_TWIN_MILLIS));
			case DELAY_REQUEST -> delay(this.random.nextInt(LONGEST_DELAY_MILLIS));
			case OVERTAKEN -> awaitOvertaker();
			default -> {
			}
		}
		HttpResponse<byte[]> response = forward(passage, campaign);
		overtake();
		if (fault == Fault.DELAY_ANSWER) {
			delay(this.random.nextInt(LONGEST_DELAY_MILLIS));
		}
		if (response != null && fault != Fault.CUT_AFTER) {
			int length = response.body().length;
			passage.respond(response, (fault == Fault.TRUNCATE) ? length / 2 : length);
		}
	}

	private void sendTwin(Passage passage, @Nullable String campaign, int delay) {
		this.twins.register();
		this.relay.execute(() -> {
			try {
				delay(delay);
				forward(passage, campaign);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				this.twins.arriveAndDeregister();
			}
		});
	}

	// Until the answer to a request that came later
	private void awaitOvertaker() throws InterruptedException {
		CountDownLatch overtaken = new CountDownLatch(1);
		this.beingOvertaken.set(overtaken);
		overtaken.await(LONGEST_TO_BE_OVERTAKEN_MILLIS, TimeUnit.MILLISECONDS);
	}

	private void overtake() {
		CountDownLatch overtaken = this.beingOvertaken.getAndSet(null);
		if (overtaken != null) {
			overtaken.countDown();
		}
	}

	// The slowness of a network: nothing is waited for here
	private static void delay(int millis) throws InterruptedException {
		TimeUnit.MILLISECONDS.sleep(millis);
	}

	private @Nullable HttpResponse<byte[]> forward(Passage passage, @Nullable String campaign)
			throws InterruptedException {
		int end = this.ends.choose(this.random.nextInt(Schedule.SELLERS));
		try {
			if (end < 0) {
				return null;
			}
			if (campaign == null) {
				return passage.forward(this.ends.port(end), Map.of());
			}
			this.ends.begin(end, campaign);
			try {
				return answered(end, campaign,
						passage.forward(this.ends.port(end), Map.of("X-Crash-Campaign", campaign)));
			}
			finally {
				this.ends.end(end, campaign);
			}
		}
		catch (IOException ex) {
			return null;
		}
	}

	private HttpResponse<byte[]> answered(int end, String campaign, HttpResponse<byte[]> response) {
		Kind kind = this.answers.answer(campaign, response.statusCode(), response.body());
		if (kind == Kind.FRESH || kind == Kind.REPLAY) {
			this.traffic.count(SellerSlot.name(end));
			this.traffic.count(campaign.substring(0, campaign.indexOf('-')));
			this.traffic.count("all");
		}
		return response;
	}

	/**
	 * Wait until no doubled request is on its way any more.
	 * @param limit how long to wait
	 */
	void awaitQuiet(Duration limit) throws InterruptedException, TimeoutException {
		this.twins.awaitAdvanceInterruptibly(this.twins.arrive(), limit.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public String toString() {
		synchronized (this.faults) {
			return "wire: " + this.faults;
		}
	}

	@Override
	public void close() {
		this.relay.close();
	}

}
