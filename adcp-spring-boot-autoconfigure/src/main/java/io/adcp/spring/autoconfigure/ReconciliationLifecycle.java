package io.adcp.spring.autoconfigure;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.downstream.OpenClaims;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Reconciles open claims for as long as the application runs, on a thread of its own. The
 * first time comes at random within the interval, so that nodes that start together don't
 * ask together.
 */
class ReconciliationLifecycle implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(ReconciliationLifecycle.class);

	private final OpenClaims claims;

	private final Duration interval;

	private @Nullable ScheduledExecutorService thread;

	private @Nullable ScheduledFuture<?> passes;

	ReconciliationLifecycle(OpenClaims claims, Duration interval) {
		this.claims = claims;
		this.interval = interval;
	}

	@Override
	public synchronized void start() {
		if (this.thread == null) {
			this.thread = Executors.newSingleThreadScheduledExecutor((work) -> {
				Thread made = new Thread(work, "adcp-reconciliation");
				made.setDaemon(true);
				return made;
			});
			long first = ThreadLocalRandom.current().nextLong(this.interval.toMillis() + 1);
			this.passes = this.thread.scheduleWithFixedDelay(this::reconcile, first, this.interval.toMillis(),
					TimeUnit.MILLISECONDS);
		}
	}

	private void reconcile() {
		try {
			this.claims.reconcile();
		}
		catch (RuntimeException ex) {
			logger.warn("Open claims could not be reconciled, next try in " + this.interval.toSeconds() + " s", ex);
		}
	}

	// A pass that has begun ends on its own thread: what it knows by then counts.
	@Override
	public synchronized void stop() {
		if (this.thread != null && this.passes != null) {
			this.passes.cancel(false);
			this.thread.shutdown();
			this.thread = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.thread != null;
	}

}
