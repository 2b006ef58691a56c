package io.adcp.spring.verification.crash;

import java.io.IOException;
import java.util.Set;

import io.adcp.spring.verification.crash.Life.Death;
import io.adcp.spring.verification.harness.DurablePostgres;

/**
 * The database's deaths. It dies only while sellers answer, and is back before the next.
 */
final class PostgresSlot implements Slot {

	private final DurablePostgres postgres;

	private final CrashAttempt attempt;

	private final Ends ends;

	PostgresSlot(CrashAttempt attempt, Ends ends) {
		this.postgres = attempt.stage().postgres();
		this.attempt = attempt;
		this.ends = ends;
	}

	@Override
	public void live() throws IOException, InterruptedException {
		for (Fate fate : this.attempt.schedule().ofPostgres()) {
			Life life = new Life(fate, "all", this.attempt.traffic());
			life.ready();
			Death death = life.awaitDeath(this.postgres.ended());
			Set<String> first = this.ends.underway(0);
			Set<String> second = this.ends.underway(1);
			this.postgres.killAndRestart();
			this.attempt.deaths().count("postgres " + death.place(), true);
			this.attempt.doubles().databaseKilled("postgres " + death.place(), first, second);
		}
	}

}
