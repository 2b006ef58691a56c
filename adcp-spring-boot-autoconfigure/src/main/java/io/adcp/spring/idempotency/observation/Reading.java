package io.adcp.spring.idempotency.observation;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What several gauges read at a time, and what costs a query.
 *
 * @param <T> the type of what is read
 */
final class Reading<T> {

	private static final System.Logger logger = System.getLogger(Reading.class.getName());

	private static final long MAX_AGE = Duration.ofSeconds(10).toNanos();

	private final Supplier<@Nullable T> source;

	private final LongSupplier nanoTime;

	private @Nullable T value;

	private long readAt;

	Reading(Supplier<@Nullable T> source, LongSupplier nanoTime) {
		this.source = source;
		this.nanoTime = nanoTime;
		this.readAt = nanoTime.getAsLong() - MAX_AGE;
	}

	/**
	 * Return what was read within the last ten seconds, or read it.
	 * @return the value, or {@code null} if it cannot be read
	 */
	synchronized @Nullable T get() {
		if (this.nanoTime.getAsLong() - this.readAt >= MAX_AGE) {
			this.value = read();
			this.readAt = this.nanoTime.getAsLong();
		}
		return this.value;
	}

	private @Nullable T read() {
		try {
			return this.source.get();
		}
		catch (RuntimeException ex) {
			logger.log(System.Logger.Level.DEBUG, "What operators are shown cannot be counted", ex);
			return null;
		}
	}

}
