package io.adcp.spring.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.idempotency.memory.MemoryIdempotencyBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.adcp.spring.idempotency.contract.Engines.RETENTION;
import static io.adcp.spring.idempotency.contract.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The repetitions of one slow call leave the server's threads to others.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WaitersTests {

	private static final int THREADS = 20;

	private static final int DUPLICATES = 30;

	private static final int MAX_WAITERS = 4;

	private static final Duration LONG = Duration.ofMinutes(5);

	private final ExecutorService server = Executors.newFixedThreadPool(THREADS);

	private final CountDownLatch mayEnd = new CountDownLatch(1);

	@AfterEach
	void stop() {
		this.mayEnd.countDown();
		this.server.shutdownNow();
	}

	@Test
	void thirtyDuplicatesOfASlowCallOnTwentyThreadsDoNotDelayAStranger() throws Exception {
		IdempotencyStore store = store();
		IdempotencyRequest slow = request();
		Future<IdempotentResponse> first = start(store, slow);
		List<Future<IdempotentResponse>> duplicates = new ArrayList<>();
		CountDownLatch refused = new CountDownLatch(DUPLICATES - MAX_WAITERS);
		for (int i = 0; i < DUPLICATES; i++) {
			duplicates.add(this.server.submit(() -> repeat(store, slow, refused)));
		}
		IdempotencyRequest stranger = request();
		assertThat(this.server.submit(() -> store.execute(stranger, () -> "{}")).get(30, TimeUnit.SECONDS).replayed())
			.isFalse();
		refused.await();
		this.mayEnd.countDown();
		assertThat(first.get().replayed()).isFalse();
		assertThat(replays(duplicates)).isEqualTo(MAX_WAITERS);
	}

	@Test
	void aPlaceThatIsLeftIsFreeForAnother() {
		UUID key = UUID.randomUUID();
		Waiters waiters = new Waiters(1);
		assertThat(waiters.enter(key)).isTrue();
		assertThat(waiters.enter(key)).isFalse();
		assertThat(waiters.enter(UUID.randomUUID())).isTrue();
		waiters.leave(key);
		assertThat(waiters.enter(key)).isTrue();
	}

	@Test
	void aKeyThatNobodyWaitsForIsForgotten() {
		UUID key = UUID.randomUUID();
		Waiters waiters = new Waiters(1);
		waiters.enter(key);
		waiters.enter(key);
		waiters.leave(key);
		assertThat(waiters.keys()).isZero();
	}

	private Future<IdempotentResponse> start(IdempotencyStore store, IdempotencyRequest request) throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		Future<IdempotentResponse> first = this.server.submit(() -> store.execute(request, () -> {
			entered.countDown();
			this.mayEnd.await();
			return "{}";
		}));
		entered.await();
		return first;
	}

	private static IdempotentResponse repeat(IdempotencyStore store, IdempotencyRequest request, CountDownLatch refused)
			throws Exception {
		try {
			return store.execute(request, () -> "{}");
		}
		catch (IdempotencyInFlightException ex) {
			refused.countDown();
			throw ex;
		}
	}

	private static int replays(List<Future<IdempotentResponse>> duplicates) throws InterruptedException {
		int replays = 0;
		for (Future<IdempotentResponse> duplicate : duplicates) {
			try {
				assertThat(duplicate.get().replayed()).isTrue();
				replays++;
			}
			catch (ExecutionException ex) {
				assertThat(ex).hasCauseInstanceOf(IdempotencyInFlightException.class);
			}
		}
		return replays;
	}

	private static IdempotencyStore store() {
		IdempotencySettings settings = new IdempotencySettings(RETENTION, InFlightPolicy.WAIT, LONG, LONG, MAX_WAITERS,
				IdempotencySettings.DEFAULT_MAX_RESPONSE_BYTES, 0);
		return new IdempotencyStore(new MemoryIdempotencyBackend(Clock.systemUTC(), RETENTION, 100), UnitOfWork.NONE,
				settings, InsertLimiter.NONE, List.of());
	}

}
