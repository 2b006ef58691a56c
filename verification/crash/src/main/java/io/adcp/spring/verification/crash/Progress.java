package io.adcp.spring.verification.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Says every now and then how far the run has come.
 */
final class Progress implements AutoCloseable {

	private static final int SECONDS = 15;

	private static final Instant START = Instant.now();

	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

	Progress(Deaths deaths, Answers answers) {
		this.timer.scheduleAtFixedRate(() -> say("kills=%d calls=%d", deaths.all(), answers.calls()), SECONDS, SECONDS,
				TimeUnit.SECONDS);
	}

	static void say(String format, Object... values) {
		String text = format.formatted(values);
		System.out.println("%4d s: %s".formatted(Duration.between(START, Instant.now()).toSeconds(), text));
		System.out.flush();
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
	}

}
