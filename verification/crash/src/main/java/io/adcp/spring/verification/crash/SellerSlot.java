package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.adcp.spring.verification.crash.Life.Death;
import io.adcp.spring.verification.harness.SellerProcess;
import org.jspecify.annotations.Nullable;

/**
 * One of the two sellers: killed and started again as often as it has to die, and then
 * left alone.
 */
final class SellerSlot implements Slot, AutoCloseable {

	private static final int ATTEMPTS_TO_START = 5;

	private final SellerHome home;

	private final Ends ends;

	private final int end;

	private final Deque<Fate> fates;

	private final Path log;

	private volatile @Nullable SellerProcess seller;

	SellerSlot(SellerHome home, Ends ends, int end) {
		this.home = home;
		this.ends = ends;
		this.end = end;
		this.fates = new ArrayDeque<>(home.fatesOfSeller(end));
		this.log = home.folder().resolve(name(end) + ".log");
	}

	static String name(int end) {
		return "seller" + end;
	}

	@Override
	public void live() throws IOException, InterruptedException {
		for (Fate fate = this.fates.peek(); fate != null; fate = this.fates.peek()) {
			live(fate);
		}
		restart(Map.of());
	}

	private void live(Fate fate) throws IOException, InterruptedException {
		Life life = new Life(fate, name(this.end), this.home.traffic());
		SellerProcess started = start(fate, Map.of(), life::said);
		if (!started.isReady(SellerPackage.START_LIMIT)) {
			// The database was dead just then
			started.close();
			return;
		}
		this.ends.leadTo(this.end, started.port());
		life.ready();
		Death death = life.awaitDeath(started.ended());
		this.ends.leadTo(this.end, 0);
		Set<String> underway = this.ends.underway(this.end);
		started.kill();
		this.fates.remove();
		if (!death.asPlanned()) {
			this.fates.addFirst(fate.sooner());
		}
		this.home.sellerKilled(death, underway);
	}

	int port() {
		return this.ends.port(this.end);
	}

	/**
	 * Start the seller that is not going to die.
	 * @param properties Spring Boot properties
	 */
	void restart(Map<String, String> properties) throws IOException, InterruptedException {
		this.ends.leadTo(this.end, 0);
		for (int i = 0; i < ATTEMPTS_TO_START; i++) {
			close();
			SellerProcess started = start(Fate.NONE, properties, (line) -> {
			});
			if (started.isReady(SellerPackage.START_LIMIT)) {
				this.ends.leadTo(this.end, started.port());
				return;
			}
		}
		throw new IllegalStateException("A seller does not start: " + this.log + " tells why");
	}

	private SellerProcess start(Fate fate, Map<String, String> properties, Consumer<String> lines) throws IOException {
		Map<String, String> all = new HashMap<>(this.home.sellerProperties());
		all.putAll(properties);
		SellerProcess started = this.home.stage().sellers().start(this.log, fate, all, lines);
		this.seller = started;
		return started;
	}

	@Override
	public void close() throws InterruptedException {
		SellerProcess last = this.seller;
		if (last != null) {
			last.kill();
		}
	}

}
