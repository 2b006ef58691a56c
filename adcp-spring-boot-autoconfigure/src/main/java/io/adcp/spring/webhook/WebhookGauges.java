package io.adcp.spring.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Gauges {@code adcp.server.webhooks} for webhooks that are due, and for those that were
 * given up and are still remembered.
 *
 * @since 0.1.0
 */
public final class WebhookGauges implements MeterBinder {

	/**
	 * The gauges' name.
	 */
	public static final String NAME = "adcp.server.webhooks";

	private static final System.Logger logger = System.getLogger(WebhookGauges.class.getName());

	private final WebhookStore store;

	/**
	 * Create the gauges.
	 * @param store keeps the webhooks
	 */
	public WebhookGauges(WebhookStore store) {
		this.store = store;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		register(registry, WebhookState.DUE);
		register(registry, WebhookState.GIVEN_UP);
	}

	private void register(MeterRegistry registry, WebhookState state) {
		Gauge.builder(NAME, this, (gauges) -> gauges.count(state))
			.description("Webhooks that are due, and webhooks that were given up")
			.tag("adcp.state", state.label())
			.baseUnit("webhooks")
			.register(registry);
	}

	private double count(WebhookState state) {
		try {
			return this.store.count(state);
		}
		catch (RuntimeException ex) {
			logger.log(System.Logger.Level.DEBUG, "The webhooks cannot be counted", ex);
			return Double.NaN;
		}
	}

}
