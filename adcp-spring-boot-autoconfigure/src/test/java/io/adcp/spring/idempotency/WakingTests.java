package io.adcp.spring.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.adcp.spring.idempotency.contract.Calls;
import io.adcp.spring.idempotency.memory.MemoryIdempotencyBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static io.adcp.spring.idempotency.contract.Engines.RETENTION;
import static io.adcp.spring.idempotency.contract.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Repetitions that wait hear of the end of a first call in the same process: here, time
 * alone wakes nobody.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WakingTests {

	private static final int MANY = 1000;

	private static final Duration LONG = Duration.ofMinutes(5);

	private static final IdempotentResponse REPLAY = new IdempotentResponse("{\"n\":1}", true);

	private final IdempotencyRequest request = request();

	private final Calls calls = new Calls();

	private final Semaphore waiting = new Semaphore(0);

	private final CountDownLatch entered = new CountDownLatch(1);

	private final CompletableFuture<String> outcome = new CompletableFuture<>();

	private final AtomicInteger begun = new AtomicInteger();

	private final AtomicInteger ended = new AtomicInteger();

	private final AtomicInteger wokenTooEarly = new AtomicInteger();

	private final IdempotencyStore store = new IdempotencyStore(
			new MemoryIdempotencyBackend(Clock.systemUTC(), RETENTION, 100), new CountedUnit(),
			new IdempotencySettings(RETENTION, InFlightPolicy.WAIT, LONG, LONG, MANY,
					IdempotencySettings.DEFAULT_MAX_RESPONSE_BYTES, 0),
			InsertLimiter.NONE, List.of(), this::pause);

	// An end that cannot be heard of is looked for again at once.
	private void pause(CountDownLatch end, Duration time) throws InterruptedException {
		this.waiting.release();
		if (end != Waiting.NEVER) {
			Waiting.Sleeper.THREAD.sleep(end, LONG);
			this.wokenTooEarly.addAndGet((this.ended.get() > 0) ? 0 : 1);
		}
	}

	@AfterEach
	void end() {
		this.outcome.complete("{}");
		this.calls.close();
	}

	@Test
	void aRepetitionHearsOfTheCommit() throws Exception {
		Future<IdempotentResponse> first = hold();
		Future<IdempotentResponse> second = repeat();
		this.waiting.acquire();
		this.outcome.complete("{\"n\":1}");
		assertThat(first.get().replayed()).isFalse();
		assertThat(second.get()).isEqualTo(REPLAY);
		assertThat(this.wokenTooEarly).hasValue(0);
	}

	@Test
	void afterAFailureOneRepetitionRunsAndTheOthersHearOfItsEnd() throws Exception {
		hold();
		List<Future<IdempotentResponse>> repetitions = List.of(repeat(), repeat(), repeat());
		this.waiting.acquire(repetitions.size());
		this.outcome.completeExceptionally(new IllegalStateException("broken"));
		List<IdempotentResponse> answers = Calls.results(repetitions);
		assertThat(answers).extracting(IdempotentResponse::body).containsOnly("{\"n\":2}");
		assertThat(answers).filteredOn((answer) -> !answer.replayed()).hasSize(1);
		assertThat(this.wokenTooEarly).hasValue(0);
	}

	@Test
	void aThousandThatWaitTakeNoTransaction() throws Exception {
		waitTogether(this.calls);
	}

	// Were each of them to hold the thread that carries it, there would not be enough.
	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "Virtual threads need JDK 21; run the tests on JDK 25, too")
	void aThousandThatWaitOnVirtualThreadsHoldNoOthers() throws Exception {
		try (Calls virtual = Calls.onVirtualThreads()) {
			waitTogether(virtual);
		}
	}

	private void waitTogether(Calls callers) throws Exception {
		hold();
		List<Future<IdempotentResponse>> repetitions = callers.together(MANY,
				() -> this.store.execute(this.request, () -> "{\"n\":2}"));
		this.waiting.acquire(MANY);
		assertThat(this.begun).hasValue(1);
		this.outcome.complete("{\"n\":1}");
		assertThat(Calls.results(repetitions)).hasSize(MANY).containsOnly(REPLAY);
	}

	private Future<IdempotentResponse> hold() throws InterruptedException {
		Future<IdempotentResponse> first = this.calls.start(() -> this.store.execute(this.request, () -> {
			this.entered.countDown();
			return this.outcome.get();
		}));
		this.entered.await();
		return first;
	}

	private Future<IdempotentResponse> repeat() {
		return this.calls.start(() -> this.store.execute(this.request, () -> "{\"n\":2}"));
	}

	/** Knows how many transactions there have been. */
	private final class CountedUnit implements UnitOfWork {

		@Override
		public <T> T run(Callable<T> work) throws Exception {
			WakingTests.this.begun.incrementAndGet();
			try {
				return work.call();
			}
			finally {
				WakingTests.this.ended.incrementAndGet();
			}
		}

	}

}
