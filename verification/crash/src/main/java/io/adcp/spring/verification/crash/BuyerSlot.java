package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.adcp.spring.verification.crash.Life.Death;
import io.adcp.spring.verification.crash.buyer.CampaignKind;
import io.adcp.spring.verification.harness.ChildProcess;

/**
 * One of the buyers: killed and started again as often as it has to die, and then left
 * alone until everything is booked.
 */
final class BuyerSlot implements Slot {

	private final BuyerPackage buyers;

	private final String name;

	private final List<String> arguments;

	private final CampaignKind campaigns;

	private final Path log;

	private final Deque<Fate> fates;

	private final Traffic traffic;

	private final Deaths deaths;

	private final Duration limit;

	BuyerSlot(int number, CrashAttempt attempt, RoughWire wire, Outside outside) {
		this.buyers = attempt.stage().buyers();
		this.name = "buyer" + number;
		this.arguments = List.of(this.name, wire.address().toString(), database(attempt.folder(), number).toString(),
				stop(attempt.folder()).toString(), outside.webhooks());
		this.campaigns = attempt.settings().campaigns();
		this.log = attempt.folder().resolve(this.name + ".log");
		this.fates = new ArrayDeque<>(attempt.schedule().ofBuyer(number));
		this.traffic = attempt.traffic();
		this.deaths = attempt.deaths();
		this.limit = attempt.settings().limit();
	}

	static Path database(Path folder, int number) {
		return folder.resolve("buyer" + number);
	}

	static Path stop(Path folder) {
		return folder.resolve("stop");
	}

	@Override
	public void live() throws IOException, InterruptedException {
		for (Fate fate = this.fates.peek(); fate != null; fate = this.fates.peek()) {
			live(fate);
		}
		try (ChildProcess last = this.buyers.start(Fate.NONE, this.campaigns, this.arguments, this.log, (line) -> {
		})) {
			int exitCode = last.awaitExit(this.limit);
			if (exitCode != 0) {
				throw new IllegalStateException(this.name + " has ended with " + exitCode);
			}
		}
	}

	private void live(Fate fate) throws IOException, InterruptedException {
		Life life = new Life(fate, this.name, this.traffic);
		try (ChildProcess buyer = this.buyers.start(fate, this.campaigns, this.arguments, this.log, (line) -> {
			if (line.equals("READY")) {
				life.ready();
			}
			life.said(line);
		})) {
			Death death = life.awaitDeath(buyer.ended());
			buyer.kill();
			this.fates.remove();
			if (!death.asPlanned()) {
				this.fates.addFirst(fate.sooner());
			}
			this.deaths.count("buyer " + death.place(), death.asPlanned());
		}
	}

}
