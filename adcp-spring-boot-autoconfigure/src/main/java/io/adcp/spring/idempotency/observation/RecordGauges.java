package io.adcp.spring.idempotency.observation;

import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

import io.adcp.spring.idempotency.InspectableIdempotencyBackend;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend.Counts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

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

	private final InspectableIdempotencyBackend backend;

	private final Reading<Counts> counts;

	/**
	 * Create the gauges.
	 * @param backend keeps the records
	 */
	public RecordGauges(InspectableIdempotencyBackend backend) {
		this(backend, System::nanoTime);
	}

	RecordGauges(InspectableIdempotencyBackend backend, LongSupplier nanoTime) {
		this.backend = backend;
		this.counts = new Reading<>(() -> backend.count().orElse(null), nanoTime);
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
		Counts current = this.counts.get();
		return (current != null) ? value.applyAsLong(current) : Double.NaN;
	}

}
