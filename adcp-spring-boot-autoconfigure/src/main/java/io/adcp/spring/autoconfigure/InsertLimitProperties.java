package io.adcp.spring.autoconfigure;

import io.adcp.spring.idempotency.limit.InsertLimits;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How many new keys an agent may bring (AdCP 3.2 idempotency, rule 8).
 *
 * @since 0.1.0
 */
public class InsertLimitProperties {

	/**
	 * Whether new keys are limited. Each node of the seller counts for itself.
	 */
	private boolean enabled = true;

	/**
	 * Maximum number of agent and account pairs to count. Beyond it, the least used are
	 * forgotten, and start again with the full limits of an account.
	 */
	@Min(1)
	private int maxScopes = 10_000;

	@Valid
	private final Rate writes = Rate.of(InsertLimits.DEFAULT.writes());

	@Valid
	private final Rate reads = Rate.of(InsertLimits.DEFAULT.reads());

	/**
	 * Limits of an agent for all of its accounts together, as a multiple of those for one
	 * account. Inventing accounts gains no more than this.
	 */
	@Min(1)
	@Max(100)
	private int agentMultiple = 10;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public int getMaxScopes() {
		return this.maxScopes;
	}

	public void setMaxScopes(int maxScopes) {
		this.maxScopes = maxScopes;
	}

	public Rate getWrites() {
		return this.writes;
	}

	public Rate getReads() {
		return this.reads;
	}

	public int getAgentMultiple() {
		return this.agentMultiple;
	}

	public void setAgentMultiple(int agentMultiple) {
		this.agentMultiple = agentMultiple;
	}

	InsertLimits toLimits() {
		return new InsertLimits(this.writes.toRate(), this.reads.toRate(), this.agentMultiple, this.maxScopes);
	}

	/**
	 * The limits of one kind of tasks.
	 */
	public static class Rate {

		/**
		 * New keys per second that an agent may use for an account on each node, over a
		 * rolling 60 seconds.
		 */
		@Min(1)
		@Max(10_000_000)
		private int sustained;

		/**
		 * New keys per second that an agent may use for an account on each node, over a
		 * rolling 10 seconds.
		 */
		@Min(1)
		@Max(10_000_000)
		private int burst;

		private static Rate of(InsertLimits.Rate rate) {
			Rate properties = new Rate();
			properties.sustained = rate.sustained();
			properties.burst = rate.burst();
			return properties;
		}

		public int getSustained() {
			return this.sustained;
		}

		public void setSustained(int sustained) {
			this.sustained = sustained;
		}

		public int getBurst() {
			return this.burst;
		}

		public void setBurst(int burst) {
			this.burst = burst;
		}

		private InsertLimits.Rate toRate() {
			return new InsertLimits.Rate(this.sustained, this.burst);
		}

	}

}
