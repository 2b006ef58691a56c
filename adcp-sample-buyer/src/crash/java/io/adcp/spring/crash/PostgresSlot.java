package io.adcp.spring.crash;

import java.io.IOException;
import java.util.Random;

/**
 * The database's deaths.
 */
final class PostgresSlot implements Runnable {

	private final PostgresServer postgres;

	private final int kills;

	private final Random random;

	private final Deaths deaths;

	PostgresSlot(PostgresServer postgres, int kills, Settings settings, Deaths deaths) {
		this.postgres = postgres;
		this.kills = kills;
		this.random = new Random(settings.seed() * 31 + 200);
		this.deaths = deaths;
	}

	@Override
	public void run() {
		try {
			for (int killed = 0; killed < this.kills; killed++) {
				Thread.sleep(Fate.ofPostgres(this.random).time().toMillis());
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

}
