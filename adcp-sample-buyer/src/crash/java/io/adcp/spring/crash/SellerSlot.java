package io.adcp.spring.crash;

import java.io.IOException;
import java.util.Map;
import java.util.Random;

import io.adcp.spring.crash.SellerPackage.Seller;

/**
 * One of the two sellers: killed and started again as often as it has to die, and then
 * left alone.
 */
final class SellerSlot implements Runnable, AutoCloseable {

	private final SellerPackage sellers;

	private final RoughWire wire;

	private final int end;

	private final int kills;

	private final Random random;

	private final Deaths deaths;

	private final boolean broken;

	private volatile Seller seller;

	SellerSlot(SellerPackage sellers, RoughWire wire, int end, int kills, Settings settings, Deaths deaths) {
		this.sellers = sellers;
		this.wire = wire;
		this.end = end;
		this.kills = kills;
		this.random = new Random(settings.seed() * 31 + end);
		this.broken = settings.broken();
		this.deaths = deaths;
	}

	@Override
	public void run() {
		try {
			for (int killed = 0; killed < this.kills;) {
				killed += live(Fate.ofSeller(this.random, this.broken));
			}
			restart(Map.of());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private int live(Fate fate) throws IOException, InterruptedException {
		Life life = new Life();
		this.seller = this.sellers.start(name(), fate, Map.of(), life::reached);
		int port = this.seller.awaitPort();
		if (port < 0) {
			// The database was dead just then
			this.seller.close();
			return 0;
		}
		this.wire.leadTo(this.end, port);
		life.ready();
		String place = life.awaitDeath(fate, this.seller.ended());
		this.wire.leadTo(this.end, 0);
		this.seller.kill();
		if (place.equals("ENDED")) {
			throw new IllegalStateException("A seller has ended by itself: its log " + name() + " tells why");
		}
		this.deaths.count("seller " + place);
		return 1;
	}

	/**
	 * Start the seller that is not going to die.
	 * @param properties Spring Boot properties
	 * @return its port
	 */
	int restart(Map<String, String> properties) throws IOException, InterruptedException {
		if (this.seller != null) {
			this.wire.leadTo(this.end, 0);
			this.seller.close();
		}
		int port = -1;
		for (int i = 0; i < 5 && port < 0; i++) {
			this.seller = this.sellers.start(name(), Fate.NONE, properties, (point) -> {
			});
			port = this.seller.awaitPort();
		}
		if (port < 0) {
			throw new IllegalStateException("A seller does not start: its log " + name() + " tells why");
		}
		this.wire.leadTo(this.end, port);
		return port;
	}

	private String name() {
		return (this.end == 0) ? "a" : "b";
	}

	@Override
	public void close() throws InterruptedException {
		if (this.seller != null) {
			this.seller.kill();
		}
	}

}
