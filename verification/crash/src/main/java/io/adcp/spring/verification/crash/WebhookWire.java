package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

import io.adcp.spring.verification.harness.Fault;
import io.adcp.spring.verification.harness.Line;
import io.adcp.spring.verification.harness.Relay;
import io.adcp.spring.verification.harness.Relay.Passage;
import org.jspecify.annotations.Nullable;

/**
 * The wire from the sellers to one buyer. It loses, doubles, delays and mixes up
 * webhooks, and a forger sees what passes. It keeps the name of the host, which the
 * signature covers, as a proxy before a buyer has to.
 */
final class WebhookWire implements Line, AutoCloseable {

	private static final String PATH = "/adcp/webhooks/";

	private final Forger forger;

	private final String seller;

	private final FaultShares shares = new FaultShares(new EnumMap<>(Map.of(Fault.CUT_BEFORE, 5, Fault.CUT_AFTER, 10,
			Fault.DOUBLE, 5, Fault.DOUBLE_LATE, 5, Fault.DELAY_REQUEST, 8, Fault.DELAY_ANSWER, 5, Fault.OVERTAKEN, 7)));

	private final Random random;

	private final Relay relay;

	private volatile int port;

	/**
	 * Begin.
	 * @param seller the seller's name at its buyer
	 * @param forger sees what passes
	 * @param seed decides what happens to it
	 */
	WebhookWire(String seller, Forger forger, long seed) throws IOException {
		this.seller = seller;
		this.forger = forger;
		this.random = new Random(seed);
		this.relay = new Relay(this, this.random);
	}

	/** What the buyer gives sellers for its own address. */
	URI address() {
		return this.relay.address();
	}

	/**
	 * Lead to a buyer.
	 * @param port its port, 0 while it is dead
	 */
	void leadTo(int port) {
		this.port = port;
	}

	int port() {
		return this.port;
	}

	@Override
	public Fault fault(Passage passage) {
		return this.shares.choose(this.random.nextInt(100));
	}

	@Override
	public @Nullable HttpResponse<byte[]> forward(Passage passage) throws InterruptedException {
		int buyer = this.port;
		if (buyer == 0) {
			return null;
		}
		try {
			HttpResponse<byte[]> answer = passage.forward(buyer, Map.of("Host", address().getAuthority()));
			this.forger.see(SentWebhook.of(address() + PATH + this.seller, passage.headers(), passage.body(),
					answer.statusCode() < 300), this);
			return answer;
		}
		catch (IOException ex) {
			return null;
		}
	}

	@Override
	public void close() {
		this.relay.close();
	}

}
