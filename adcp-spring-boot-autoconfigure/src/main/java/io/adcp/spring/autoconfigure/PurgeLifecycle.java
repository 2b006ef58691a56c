package io.adcp.spring.autoconfigure;

import io.adcp.spring.idempotency.IdempotencyPurge;

import org.springframework.context.SmartLifecycle;

/**
 * Purges for as long as the application runs.
 */
class PurgeLifecycle implements SmartLifecycle {

	private final IdempotencyPurge purge;

	PurgeLifecycle(IdempotencyPurge purge) {
		this.purge = purge;
	}

	@Override
	public void start() {
		this.purge.start();
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
