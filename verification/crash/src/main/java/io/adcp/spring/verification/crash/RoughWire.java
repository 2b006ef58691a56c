package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeoutException;

import io.adcp.spring.verification.crash.SellerAnswers.Kind;
import io.adcp.spring.verification.harness.Fault;
import io.adcp.spring.verification.harness.Line;
import io.adcp.spring.verification.harness.Relay;
import io.adcp.spring.verification.harness.Relay.Passage;
import org.jspecify.annotations.Nullable;

/**
 * The wire between the buyers and two sellers: it leads each request to either seller,
 * and harms four in ten.
 */
final class RoughWire implements Line, AutoCloseable {

	// In percent; the rest goes through as it is
	private static final FaultShares SHARES = new FaultShares(
			new EnumMap<>(Map.of(Fault.CUT_BEFORE, 3, Fault.CUT_AFTER, 9, Fault.TRUNCATE, 4, Fault.DOUBLE, 5,
					Fault.DOUBLE_LATE, 3, Fault.DELAY_REQUEST, 6, Fault.DELAY_ANSWER, 6, Fault.OVERTAKEN, 4)));

	private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);

	private final Ends ends;

	private final SellerAnswers answers;

	private final Traffic traffic;

	private final Random random;

	private final WireHistory history;

	private final Relay relay;

	RoughWire(Ends ends, SellerAnswers answers, Traffic traffic, WireHistory history, long seed) throws IOException {
		this.ends = ends;
		this.history = history;
		this.answers = answers;
		this.traffic = traffic;
		this.random = new Random(seed);
		this.relay = new Relay(this, this.random);
	}

	URI address() {
		return this.relay.address().resolve("/mcp");
	}

	@Override
	public Fault fault(Passage passage) {
		if (passage.body().length != 0) {
			this.answers.request(passage.body());
		}
		Fault fault = SHARES.choose(this.random.nextInt(100));
		synchronized (this.faults) {
			this.faults.merge(fault, 1, Integer::sum);
		}
		return fault;
	}

	@Override
	public @Nullable HttpResponse<byte[]> forward(Passage passage) throws InterruptedException {
		String campaign = (passage.body().length != 0) ? this.answers.campaign(passage.body()) : null;
		int end = this.ends.choose(this.random.nextInt(Schedule.SELLERS));
		try {
			if (end < 0) {
				return null;
			}
			return this.history.around(SellerSlot.name(end), passage.body(), () -> forward(passage, end, campaign));
		}
		catch (IOException ex) {
			return null;
		}
	}

	private HttpResponse<byte[]> forward(Passage passage, int end, @Nullable String campaign)
			throws IOException, InterruptedException {
		if (campaign == null) {
			return passage.forward(this.ends.port(end), Map.of());
		}
		this.ends.begin(end, campaign);
		try {
			return answered(end, campaign, passage.forward(this.ends.port(end), Map.of("X-Crash-Campaign", campaign)));
		}
		finally {
			this.ends.end(end, campaign);
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
		this.relay.awaitQuiet(limit);
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
