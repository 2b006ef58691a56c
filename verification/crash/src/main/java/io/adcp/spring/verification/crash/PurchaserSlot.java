package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

import io.adcp.spring.verification.crash.Life.Death;
import io.adcp.spring.verification.crash.purchaser.Purchaser;
import io.adcp.spring.verification.harness.AwaitedLine;
import io.adcp.spring.verification.harness.ChildProcess;
import io.adcp.spring.verification.harness.Database;
import org.jspecify.annotations.Nullable;

/**
 * One of the buyers that follow their purchases: killed and started again as often as it
 * has to die, and then left at work.
 */
final class PurchaserSlot implements Slot, AutoCloseable {

	private static final Duration START_LIMIT = Duration.ofMinutes(2);

	private static final int ATTEMPTS_TO_START = 5;

	private final PurchaseAttempt attempt;

	private final PurchaserPackage purchasers;

	private final String name;

	private final Database database;

	private final WebhookWire wire;

	private final Map<String, String> properties;

	private final Path log;

	private final Deque<Fate> fates;

	private @Nullable ChildProcess process;

	/**
	 * Prepare.
	 * @param attempt what it belongs to
	 * @param number which one it is
	 * @param database its database
	 * @param wire leads webhooks to it
	 * @param sellers what it is told of sellers
	 */
	PurchaserSlot(PurchaseAttempt attempt, int number, Database database, WebhookWire wire,
			Map<String, String> sellers) {
		this.attempt = attempt;
		this.purchasers = attempt.purchasers();
		this.name = name(number);
		this.database = database;
		this.wire = wire;
		this.properties = new LinkedHashMap<>(sellers);
		this.properties.putAll(this.purchasers.properties(this.name, database, wire.address().toString()));
		this.log = attempt.folder().resolve(this.name + ".log");
		this.fates = new ArrayDeque<>(attempt.settings().ofBuyer(number));
	}

	static String name(int number) {
		return "purchaser" + number;
	}

	Database database() {
		return this.database;
	}

	@Override
	public void live() throws IOException, InterruptedException {
		for (Fate fate = this.fates.peek(); fate != null; fate = this.fates.peek()) {
			live(fate);
		}
		for (int i = 0; i < ATTEMPTS_TO_START; i++) {
			if (isStarted(Fate.NONE, new Life(Fate.NONE, this.name, this.attempt.traffic()))) {
				return;
			}
		}
		throw new IllegalStateException("A buyer does not start: " + this.log + " tells why");
	}

	private void live(Fate fate) throws IOException, InterruptedException {
		Life life = new Life(fate, this.name, this.attempt.traffic());
		if (!isStarted(fate, life)) {
			return;
		}
		life.ready();
		Death death = life.awaitDeath(process().ended());
		this.wire.leadTo(0);
		close();
		this.fates.remove();
		if (!death.asPlanned()) {
			this.fates.addFirst(fate.sooner());
		}
		this.attempt.deaths().count("buyer " + death.place(), death.asPlanned());
	}

	// It does not start where its database was dead just then
	private boolean isStarted(Fate fate, Life life) throws IOException, InterruptedException {
		AwaitedLine ready = new AwaitedLine(Purchaser.READY + "(\\d+)");
		ChildProcess started = this.purchasers.start(fate, this.properties, this.log, (line) -> {
			ready.accept(line);
			life.said(line);
		});
		this.process = started;
		if (!ready.hasCome(started, START_LIMIT)) {
			close();
			return false;
		}
		this.wire.leadTo(Integer.parseInt(ready.value()));
		return true;
	}

	private ChildProcess process() {
		ChildProcess started = this.process;
		if (started == null) {
			throw new IllegalStateException(this.name + " has not been started");
		}
		return started;
	}

	/** Kill it as {@code kill -9} does. */
	@Override
	public void close() throws InterruptedException {
		ChildProcess last = this.process;
		if (last != null) {
			last.kill();
			last.close();
		}
	}

}
