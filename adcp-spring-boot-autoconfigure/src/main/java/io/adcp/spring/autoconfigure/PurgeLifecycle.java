package io.adcp.spring.autoconfigure;

import java.util.function.BooleanSupplier;

import io.adcp.spring.idempotency.IdempotencyPurge;

import org.springframework.context.SmartLifecycle;

/**
 * Purges for as long as the application runs, if there is anything to purge.
 */
class PurgeLifecycle implements SmartLifecycle {

	private final IdempotencyPurge purge;

	private final BooleanSupplier needed;

	PurgeLifecycle(IdempotencyPurge purge) {
		this(purge, () -> true);
	}

	PurgeLifecycle(IdempotencyPurge purge, BooleanSupplier needed) {
		this.purge = purge;
		this.needed = needed;
	}

	@Override
	public void start() {
		if (this.needed.getAsBoolean()) {
			this.purge.start();
		}
	}

	@Override
	public void stop() {
		this.purge.stop();
	}

	@Override
	public boolean isRunning() {
		return this.purge.isRunning();
	}

}
