package io.adcp.spring.idempotency.limit;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.stream.IntStream;

import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.RateLimitedException;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.contract.Calls;
import io.adcp.spring.idempotency.limit.InsertLimits.Rate;
import io.adcp.spring.testing.AdjustableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * AdCP 3.2 idempotency, rule 8, against a clock that stands still until told to go on.
 */
class BucketInsertLimiterTests {

	private static final IdempotencyScope SCOPE = new IdempotencyScope("agent", "account", null);

	private static final int ENOUGH = 100_000;

	private final AdjustableClock clock = new AdjustableClock();

	@Test
	void writesBurstToThreeHundredPerSecondOverTenSeconds() {
		assertThat(acquire(defaults(), SCOPE, AdcpTask.CREATE_MEDIA_BUY, ENOUGH)).isEqualTo(3000);
	}

	@Test
	void writesAreSustainedAtSixtyPerSecond() {
		BucketInsertLimiter limiter = defaults();
		acquire(limiter, SCOPE, AdcpTask.CREATE_MEDIA_BUY, ENOUGH);
		this.clock.advance(Duration.ofSeconds(10));
		acquire(limiter, SCOPE, AdcpTask.CREATE_MEDIA_BUY, ENOUGH);
		for (int minute = 0; minute < 3; minute++) {
			this.clock.advance(Duration.ofSeconds(10));
			assertThat(acquire(limiter, SCOPE, AdcpTask.CREATE_MEDIA_BUY, ENOUGH)).isEqualTo(600);
		}
	}

	@Test
	void readsAreCountedApartFromWrites() {
		BucketInsertLimiter limiter = defaults();
		assertThat(acquire(limiter, SCOPE, AdcpTask.GET_PRODUCTS, ENOUGH)).isEqualTo(15_000);
		assertThat(acquire(limiter, SCOPE, AdcpTask.CREATE_MEDIA_BUY, 2000)).isEqualTo(2000);
	}

	@Test
	void aTaskThatAdcpDoesNotKnowCountsAsAWrite() {
		assertThat(acquire(defaults(), SCOPE, "book_billboard", ENOUGH)).isEqualTo(3000);
	}

	@Test
	void inventingAccountsWinsNoMoreThanAnAgentHas() {
		BucketInsertLimiter limiter = limiter(new Rate(1, 1), new Rate(1, 1), 3);
		int granted = 0;
		for (int i = 0; i < 1000; i++) {
			granted += acquire(limiter, new IdempotencyScope("agent", "account-" + i, null), AdcpTask.CREATE_MEDIA_BUY,
					5);
		}
		assertThat(granted).isEqualTo(30);
		assertThat(limiter.scopes()).isEqualTo(6);
		assertThat(acquire(limiter, new IdempotencyScope("other", "account-1", null), AdcpTask.CREATE_MEDIA_BUY, 5))
			.isEqualTo(5);
	}

	@Test
	void whatAnAccountRefusesCostsTheAgentsOtherAccountsNothing() {
		BucketInsertLimiter limiter = limiter(new Rate(1, 1), new Rate(1, 1), 2);
		assertThat(acquire(limiter, SCOPE, AdcpTask.CREATE_MEDIA_BUY, ENOUGH)).isEqualTo(10);
		refuse(limiter, SCOPE, 1000);
		assertThat(acquire(limiter, new IdempotencyScope("agent", "other", null), AdcpTask.CREATE_MEDIA_BUY, ENOUGH))
			.isEqualTo(10);
	}

	@Test
	void theTextsThatAgentsSendAreNotKept() {
		BucketInsertLimiter limiter = defaults();
		WeakReference<String> account = acquireForALongAccount(limiter);
		System.gc();
		assertThat(account.get()).isNull();
		assertThat(limiter.scopes()).isEqualTo(1);
	}

	private static WeakReference<String> acquireForALongAccount(BucketInsertLimiter limiter) {
		String account = "a".repeat(1 << 20);
		limiter.acquire(new IdempotencyScope("agent", account, null), AdcpTask.CREATE_MEDIA_BUY);
		return new WeakReference<>(account);
	}

	private static void refuse(BucketInsertLimiter limiter, IdempotencyScope scope, int times) {
		for (int i = 0; i < times; i++) {
			assertThat(refused(limiter, scope, AdcpTask.CREATE_MEDIA_BUY)).isNotNull();
		}
	}

	@Test
	void anotherAgentOrAccountIsCountedForItselfAndASessionIsNot() {
		BucketInsertLimiter limiter = limiter(new Rate(1, 1), new Rate(1, 1), 10);
		assertThat(acquire(limiter, SCOPE, AdcpTask.SI_SEND_MESSAGE, ENOUGH)).isEqualTo(10);
		assertThat(acquire(limiter, new IdempotencyScope("agent", "account", "session"), AdcpTask.SI_SEND_MESSAGE, 1))
			.isZero();
		assertThat(acquire(limiter, new IdempotencyScope("agent", null, null), AdcpTask.SI_SEND_MESSAGE, ENOUGH))
			.isEqualTo(10);
		assertThat(acquire(limiter, new IdempotencyScope("other", "account", null), AdcpTask.SI_SEND_MESSAGE, ENOUGH))
			.isEqualTo(10);
	}

	@Test
	void theRefusalSaysInWholeSecondsWhenToComeBack() {
		BucketInsertLimiter limiter = limiter(new Rate(1, 2), new Rate(1, 1), 10);
		assertThat(acquire(limiter, SCOPE, AdcpTask.CREATE_MEDIA_BUY, ENOUGH)).isEqualTo(20);
		assertThatExceptionOfType(RateLimitedException.class)
			.isThrownBy(() -> limiter.acquire(SCOPE, AdcpTask.CREATE_MEDIA_BUY))
			.satisfies((ex) -> {
				assertThat(ex.code()).isEqualTo(AdcpErrorCode.RATE_LIMITED.name());
				assertThat(ex.retryAfter()).isEqualTo(Duration.ofSeconds(1));
				assertThat(ex.idempotencyKey()).isNull();
			});
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(acquire(limiter, SCOPE, AdcpTask.CREATE_MEDIA_BUY, ENOUGH)).isEqualTo(2);
	}

	@Test
	void onlySoManyPairsAreKeptAndIdleOnesAreForgotten() {
		BucketInsertLimiter limiter = new BucketInsertLimiter(new InsertLimits(new Rate(1, 1), new Rate(1, 1), 1, 100),
				this.clock);
		IntStream.range(0, 1000)
			.forEach((i) -> limiter.acquire(new IdempotencyScope("agent-" + i, null, null), AdcpTask.GET_PRODUCTS));
		assertThat(limiter.scopes()).isEqualTo(100);
		this.clock.advance(Duration.ofSeconds(61));
		assertThat(limiter.scopes()).isZero();
	}

	@Test
	void concurrentCallsGetExactlyWhatThereIs() throws Exception {
		BucketInsertLimiter limiter = limiter(new Rate(10, 10), new Rate(10, 10), 2);
		try (Calls calls = new Calls()) {
			assertThat(Calls.results(calls.together(8, () -> acquire(limiter, SCOPE, AdcpTask.CREATE_MEDIA_BUY, 50)))
				.stream()
				.mapToInt(Integer::intValue)
				.sum()).isEqualTo(100);
		}
	}

	private BucketInsertLimiter defaults() {
		return new BucketInsertLimiter(InsertLimits.DEFAULT, this.clock);
	}

	private BucketInsertLimiter limiter(Rate writes, Rate reads, int agentMultiple) {
		return new BucketInsertLimiter(new InsertLimits(writes, reads, agentMultiple, 100), this.clock);
	}

	private static int acquire(BucketInsertLimiter limiter, IdempotencyScope scope, String task, int wanted) {
		for (int granted = 0; granted < wanted; granted++) {
			if (refused(limiter, scope, task) != null) {
				return granted;
			}
		}
		return wanted;
	}

	private static @Nullable RateLimitedException refused(BucketInsertLimiter limiter, IdempotencyScope scope,
			String task) {
		try {
			limiter.acquire(scope, task);
			return null;
		}
		catch (RateLimitedException ex) {
			return ex;
		}
	}

}
