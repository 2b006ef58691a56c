package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.util.List;

import io.adcp.spring.verification.crash.Life.Death;
import io.adcp.spring.verification.harness.outside.OutsideProgram;

/**
 * The deaths of the ad server or of the receiver of webhooks, each while sellers are at
 * work.
 */
final class OutsideSlot implements Slot {

	private final String name;

	private final OutsideProgram program;

	private final List<Fate> fates;

	private final CrashAttempt attempt;

	OutsideSlot(String name, OutsideProgram program, List<Fate> fates, CrashAttempt attempt) {
		this.name = name;
		this.program = program;
		this.fates = fates;
		this.attempt = attempt;
	}

	@Override
	public void live() throws IOException, InterruptedException {
		for (Fate fate : this.fates) {
			Life life = new Life(fate, "all", this.attempt.traffic());
			life.ready();
			Death death = life.awaitDeath(this.program.ended());
			this.program.killAndRestart();
			this.attempt.deaths().count(this.name + " " + death.place(), true);
		}
	}

}
