package io.adcp.spring.idempotency;

/**
 * How many new keys one agent may bring for one account (AdCP 3.1 idempotency, rule 8).
 *
 * @param writes the limit on tasks that change something
 * @param reads the limit on reads that carry a key
 * @param total the limit on both together
 * @param maxScopes how many pairs of agent and account are counted at most; past it the
 * least used are forgotten
 * @since 0.1.0
 */
public record InsertLimits(Rate writes, Rate reads, Rate total, int maxScopes) {

	/**
	 * The values that AdCP gives to start from.
	 */
	public static final InsertLimits DEFAULT = new InsertLimits(new Rate(60, 300), new Rate(300, 1500),
			new Rate(350, 1700), 10_000);

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
