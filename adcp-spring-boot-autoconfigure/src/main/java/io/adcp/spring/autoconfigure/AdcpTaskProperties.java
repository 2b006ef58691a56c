package io.adcp.spring.autoconfigure;

import java.time.Duration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How a seller does the work of tasks that finish later.
 *
 * @since 0.1.0
 */
@Validated
@ConfigurationProperties("adcp.task")
public class AdcpTaskProperties {

	/**
	 * How many pieces of work a node does at a time, each on a thread of its own. Nothing
	 * is started in an application without any work.
	 */
	@Min(1)
	@Max(1000)
	private int threads = 10;

	/**
	 * How often a node looks for work that other nodes have made due. Its own it begins
	 * as soon as the transaction has committed.
	 */
	@NotNull
	@DurationMin(millis = 50)
	@DurationMax(hours = 1)
	private Duration pollInterval = Duration.ofSeconds(5);

	/**
	 * How long after a node's death its work is taken over by the others, at the latest.
	 */
	@NotNull
	@DurationMin(seconds = 1)
	@DurationMax(hours = 1)
	private Duration takeOver = Duration.ofSeconds(30);

	/**
	 * How long a task is kept after its end, so that its buyer can ask for it. At least
	 * the replay window.
	 */
	@NotNull
	@DurationMin(hours = 1)
	@DurationMax(days = 3650)
	private Duration retention = Duration.ofDays(30);

	@Valid
	private final BackOff backOff = new BackOff();

	public int getThreads() {
		return this.threads;
	}

	public void setThreads(int threads) {
		this.threads = threads;
	}

	public Duration getPollInterval() {
		return this.pollInterval;
	}

	public void setPollInterval(Duration pollInterval) {
		this.pollInterval = pollInterval;
	}

	public Duration getTakeOver() {
		return this.takeOver;
	}

	public void setTakeOver(Duration takeOver) {
		this.takeOver = takeOver;
	}

	public Duration getRetention() {
		return this.retention;
	}

	public void setRetention(Duration retention) {
		this.retention = retention;
	}

	public BackOff getBackOff() {
		return this.backOff;
	}

	/**
	 * How long work that failed waits.
	 */
	public static class BackOff {

		/**
		 * How long work that failed once waits. Each further failure doubles it.
		 */
		@NotNull
		@DurationMin(millis = 1)
		@DurationMax(hours = 1)
		private Duration first = Duration.ofSeconds(1);

		/**
		 * How long work that failed waits at most.
		 */
		@NotNull
		@DurationMin(millis = 1)
		@DurationMax(days = 1)
		private Duration longest = Duration.ofMinutes(5);

		public Duration getFirst() {
			return this.first;
		}

		public void setFirst(Duration first) {
			this.first = first;
		}

		public Duration getLongest() {
			return this.longest;
		}

		public void setLongest(Duration longest) {
			this.longest = longest;
		}

		@AssertTrue(message = "first must not be longer than longest")
		boolean isInOrder() {
			return this.first.compareTo(this.longest) <= 0;
		}

	}

}
