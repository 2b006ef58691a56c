package io.adcp.spring.client.task;

import java.time.Duration;

/**
 * How often a seller is asked where a task stands, unless it names a pace itself.
 *
 * @param interval the first wait; each is half as long again as the one before
 * @param maxInterval the longest wait, and each wait beside a webhook
 * @param deadline how long a task is followed as a whole
 * @since 0.1.0
 */
public record FollowPolicy(Duration interval, Duration maxInterval, Duration deadline) {

	/**
	 * What AdCP 3.2 suggests: after 30 seconds, every two minutes beside a webhook, for a
	 * day.
	 */
	public static final FollowPolicy DEFAULT = new FollowPolicy(Duration.ofSeconds(30), Duration.ofMinutes(2),
			Duration.ofDays(1));

	public FollowPolicy {
		if (interval.compareTo(Duration.ZERO) <= 0 || maxInterval.compareTo(interval) < 0
				|| deadline.compareTo(Duration.ZERO) <= 0) {
			throw new IllegalArgumentException(
					"interval and deadline must be longer than zero, and max-interval not shorter than interval");
		}
	}

	/**
	 * Return the wait after another one.
	 * @param before the wait before
	 * @return half as long again, but no longer than the longest
	 */
	public Duration after(Duration before) {
		Duration longer = before.multipliedBy(3).dividedBy(2);
		return (longer.compareTo(this.maxInterval) < 0) ? longer : this.maxInterval;
	}

}
