package io.adcp.spring.crash;

import java.io.IOException;
import java.util.Random;

/**
 * The database's deaths.
 */
final class PostgresSlot implements Runnable {

	private static final int ENOUGH = 10;

	private final PostgresServer postgres;

	private final int kills;

	private final Random random;

	private final Deaths deaths;

	private final Answers answers;

	PostgresSlot(PostgresServer postgres, int kills, Settings settings, Deaths deaths, Answers answers) {
		this.postgres = postgres;
		this.kills = kills;
		this.random = new Random(settings.seed() * 31 + 200);
		this.deaths = deaths;
		this.answers = answers;
	}

	@Override
	public void run() {
		try {
			for (int killed = 0; killed < this.kills; killed++) {
				long before = this.answers.successes();
				Thread.sleep(Fate.ofPostgres(this.random).time().toMillis());
				awaitWork(before);
				this.postgres.killAndRestart();
				this.deaths.count("postgres ANYWHERE");
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	// A death while nothing is bought would prove nothing, and both sellers may be dead
	// just
	// now
	private void awaitWork(long before) throws InterruptedException {
		for (int i = 0; i < 1200 && this.answers.successes() < before + ENOUGH; i++) {
			Thread.sleep(50);
		}
	}

}
