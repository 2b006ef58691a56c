package io.adcp.spring.idempotency.observation;

import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.adcp.spring.idempotency.OpenClaimBackend;
import io.adcp.spring.idempotency.OpenClaimBackend.Counts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Gauges {@code adcp.server.claims}, the open claims of calls to other systems and those
 * whose outcome has to be found out, and {@code adcp.server.claims.oldest}, the age of
 * the oldest. The backend is asked every ten seconds at most.
 *
 * @since 0.1.0
 */
public class ClaimGauges implements MeterBinder {

	/**
	 * The name of the counts.
	 */
	public static final String NAME = "adcp.server.claims";

	private final Reading<Counts> counts;

	/**
	 * Create the gauges.
	 * @param claims keeps the claims
	 */
	public ClaimGauges(OpenClaimBackend claims) {
		this.counts = new Reading<>(claims::count, System::nanoTime);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		register(registry, "open", Counts::open);
		register(registry, "reconciliation_required", Counts::reconciliationRequired);
		TimeGauge
			.builder(NAME + ".oldest", this, TimeUnit.MILLISECONDS,
					(gauges) -> gauges.read((counts) -> counts.oldest().toMillis()))
			.description("Age of the oldest open claim")
			.register(registry);
	}

	private void register(MeterRegistry registry, String state, ToDoubleFunction<Counts> value) {
		Gauge.builder(NAME, this, (gauges) -> gauges.read(value))
			.description("Open claims of calls to other systems")
			.tag("adcp.state", state)
			.baseUnit("claims")
			.register(registry);
	}

	private double read(ToDoubleFunction<Counts> value) {
		Counts current = this.counts.get();
		return (current != null) ? value.applyAsDouble(current) : Double.NaN;
	}

}
