package io.adcp.spring.verification.crash;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.verification.harness.Run;

/**
 * Says every now and then how far the run has come.
 */
final class Progress implements AutoCloseable {

	private static final int SECONDS = 15;

	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

	private final Future<?> saying;

	Progress(Deaths deaths, SellerAnswers answers) {
		this.saying = this.timer.scheduleAtFixedRate(() -> Run.say("kills=%d calls=%d", deaths.all(), answers.calls()),
				SECONDS, SECONDS, TimeUnit.SECONDS);
	}

	@Override
	public void close() {
		this.saying.cancel(true);
		this.timer.shutdownNow();
	}

}
