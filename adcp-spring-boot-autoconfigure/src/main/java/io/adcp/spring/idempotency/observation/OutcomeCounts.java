package io.adcp.spring.idempotency.observation;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.adcp.spring.idempotency.IdempotencyListener;
import io.adcp.spring.idempotency.IdempotencyOutcome;
import io.adcp.spring.idempotency.IdempotencyRequest;
import org.jspecify.annotations.Nullable;

/**
 * Counts how calls end in this process.
 *
 * @since 0.1.0
 */
public class OutcomeCounts implements IdempotencyListener {

	private final Map<IdempotencyOutcome, LongAdder> counts = new EnumMap<>(IdempotencyOutcome.class);

	/**
	 * Create the counts, all zero.
	 */
	public OutcomeCounts() {
		Arrays.stream(IdempotencyOutcome.values()).forEach((outcome) -> this.counts.put(outcome, new LongAdder()));
	}

	@Override
	public void onOutcome(IdempotencyRequest request, IdempotencyOutcome outcome, Duration took,
			@Nullable Throwable failure) {
		LongAdder count = this.counts.get(outcome);
		if (count != null) {
			count.increment();
		}
	}

	/**
	 * Return the counts.
	 * @return a count for each outcome
	 */
	public Map<IdempotencyOutcome, Long> get() {
		Map<IdempotencyOutcome, Long> values = new EnumMap<>(IdempotencyOutcome.class);
		this.counts.forEach((outcome, count) -> values.put(outcome, count.sum()));
		return Collections.unmodifiableMap(values);
	}

}
