package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

import io.adcp.spring.idempotency.contract.Engines;
import io.adcp.spring.idempotency.contract.ScriptedBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IdempotencyPurgeTests {

	private static final Duration INTERVAL = Duration.ofMinutes(1);

	private final List<Duration> rests = new CopyOnWriteArrayList<>();

	private final CountDownLatch done = new CountDownLatch(1);

	private final BlockingQueue<IntSupplier> batches = new LinkedBlockingQueue<>();

	private final ScriptedBackend backend = ScriptedBackend.free().onPurge((retention, limit) -> {
		IntSupplier next = this.batches.poll();
		return (next != null) ? next.getAsInt() : 0;
	});

	// Rests take no time, until there is nothing left to purge.
	private final IdempotencyPurge purge = new IdempotencyPurge(this.backend, Engines.RETENTION, INTERVAL,
			(stop, time) -> {
				this.rests.add(time);
				if (this.batches.isEmpty()) {
					this.done.countDown();
					stop.await();
					return true;
				}
				return stop.getCount() == 0;
			});

	@AfterEach
	void stop() {
		this.purge.stop();
	}

	@Test
	void goesOnBatchByBatchWhileThereIsMoreAndRestsInBetween() throws Exception {
		this.batches.addAll(List.of(() -> 500, () -> 500, () -> 7));
		this.purge.start();
		assertThat(this.done.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.rests).hasSizeGreaterThanOrEqualTo(4);
		assertThat(this.rests.get(0)).isLessThanOrEqualTo(INTERVAL);
		assertThat(this.rests.subList(1, 4)).allMatch((rest) -> rest.compareTo(Duration.ofMillis(20)) >= 0);
	}

	@Test
	void aFailureIsNotTheEnd() throws Exception {
		this.batches.addAll(List.of(() -> {
			throw new IllegalStateException("the database is away");
		}, () -> 0));
		this.purge.start();
		assertThat(this.done.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.batches).isEmpty();
		assertThat(this.rests).contains(INTERVAL);
	}

	@Test
	void canBeStoppedAndStartedAgain() {
		this.purge.start();
		assertThat(this.purge.isRunning()).isTrue();
		this.purge.stop();
		assertThat(this.purge.isRunning()).isFalse();
		this.purge.start();
		assertThat(this.purge.isRunning()).isTrue();
	}

}
