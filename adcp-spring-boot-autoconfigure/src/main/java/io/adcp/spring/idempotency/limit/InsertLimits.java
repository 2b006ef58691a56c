package io.adcp.spring.idempotency.limit;

/**
 * How many new keys one agent may bring (AdCP 3.2 idempotency, rule 8). Reads, whose
 * answers are kept for the buyer's convenience, have a budget of their own.
 *
 * @param writes the limit on tasks that change something, for one account
 * @param reads the limit on reads that carry a key, for one account
 * @param agentMultiple how many times the limits of one account an agent has for all of
 * its accounts together
 * @param maxScopes how many agents, and how many pairs of agent and account, are counted
 * at most; past it the least used are forgotten
 * @since 0.1.0
 */
public record InsertLimits(Rate writes, Rate reads, int agentMultiple, int maxScopes) {

	/**
	 * For changes, the values that AdCP gives to start from.
	 */
	public static final InsertLimits DEFAULT = new InsertLimits(new Rate(60, 300), new Rate(300, 1500), 10, 10_000);

	public InsertLimits {
		if (agentMultiple < 1) {
			throw new IllegalArgumentException("An agent must be let as much as one of its accounts");
		}
	}

	/**
	 * What one window after another lets through.
	 *
	 * @param sustained keys per second, counted over a rolling 60 s
	 * @param burst keys per second, counted over a rolling 10 s
	 */
	public record Rate(int sustained, int burst) {

		public Rate {
			if (sustained < 1 || burst < 1) {
				throw new IllegalArgumentException("A rate must let at least one key per second through");
			}
		}

	}

}
