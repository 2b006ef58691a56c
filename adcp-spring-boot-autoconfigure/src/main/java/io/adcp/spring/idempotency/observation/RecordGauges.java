package io.adcp.spring.idempotency.observation;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

import io.adcp.spring.idempotency.InspectableIdempotencyBackend;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend.Counts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Gauges {@code adcp.server.idempotency.records} for live records, for tombstones and for
 * calls of unknown outcome, as the backend counts or estimates them. The backend is asked
 * every ten seconds at most, however often the gauges are read.
 *
 * @since 0.1.0
 */
public class RecordGauges implements MeterBinder {

	/**
	 * The gauges' name.
	 */
	public static final String NAME = "adcp.server.idempotency.records";

	private static final System.Logger logger = System.getLogger(RecordGauges.class.getName());

	private static final long MAX_AGE = Duration.ofSeconds(10).toNanos();

	private final InspectableIdempotencyBackend backend;

	private final LongSupplier nanoTime;

	private @Nullable Counts counts;

	private long countedAt;

	/**
	 * Create the gauges.
	 * @param backend keeps the records
	 */
	public RecordGauges(InspectableIdempotencyBackend backend) {
		this(backend, System::nanoTime);
	}

	RecordGauges(InspectableIdempotencyBackend backend, LongSupplier nanoTime) {
		this.backend = backend;
		this.nanoTime = nanoTime;
		this.countedAt = nanoTime.getAsLong() - MAX_AGE;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		register(registry, "live", Counts::live);
		register(registry, "tombstone", Counts::tombstones);
		register(registry, "unresolved", Counts::unresolved);
	}

	private void register(MeterRegistry registry, String state, ToLongFunction<Counts> value) {
		Gauge.builder(NAME, this, (gauges) -> gauges.read(value))
			.description("Idempotency records: exact while there are few, else an estimate")
			.tag("adcp.state", state)
			.tag("adcp.backend", this.backend.name())
			.baseUnit("records")
			.register(registry);
	}

	private double read(ToLongFunction<Counts> value) {
		Counts current = current();
		return (current != null) ? value.applyAsLong(current) : Double.NaN;
	}

	private synchronized @Nullable Counts current() {
		if (this.nanoTime.getAsLong() - this.countedAt >= MAX_AGE) {
			this.counts = count();
			this.countedAt = this.nanoTime.getAsLong();
		}
		return this.counts;
	}

	private @Nullable Counts count() {
		try {
			return this.backend.count().orElse(null);
		}
		catch (RuntimeException ex) {
			logger.log(System.Logger.Level.DEBUG, "The idempotency records cannot be counted", ex);
			return null;
		}
	}

}
