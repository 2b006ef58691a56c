package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a process knows about the calls that it is running.
 */
class RunningCallsTests {

	private static final Duration LEASE = Duration.ofSeconds(60);

	private static final UUID KEY = UUID.randomUUID();

	private long nanoTime = Long.MAX_VALUE - 1;

	private final RunningCalls running = new RunningCalls(() -> this.nanoTime);

	@Test
	void aRepetitionMeetsTheCallFromItsBeginToItsEnd() {
		Claim claim = claim("create_media_buy", 1);
		assertThat(meets(claim("create_media_buy", 1))).isFalse();
		this.running.begin(claim);
		assertThat(meets(claim("create_media_buy", 1))).isTrue();
		this.running.end(claim);
		assertThat(meets(claim("create_media_buy", 1))).isFalse();
	}

	@Test
	void anotherPayloadAnotherTaskAndAnotherKeyAreTheBackendsToJudge() {
		this.running.begin(claim("create_media_buy", 1));
		assertThat(meets(claim("create_media_buy", 2))).isFalse();
		assertThat(meets(claim("update_media_buy", 1))).isFalse();
		assertThat(meets(new Claim(UUID.randomUUID(), "create_media_buy", payload(1), UUID.randomUUID(), LEASE)))
			.isFalse();
	}

	@Test
	void aHandlerMeetsItselfWhateverItSends() {
		this.running.begin(claim("create_media_buy", 1));
		assertThat(this.running.contains(claim("update_media_buy", 2))).isTrue();
		assertThat(this.running.isHandling()).isTrue();
		assertThat(elsewhere(this.running::isHandling)).isFalse();
	}

	@Test
	void aCallThatOutlivesItsLeaseKeepsNobodyAway() {
		this.running.begin(claim("create_media_buy", 1));
		this.nanoTime += LEASE.toNanos() - 1;
		assertThat(meets(claim("create_media_buy", 1))).isTrue();
		this.nanoTime += 1;
		assertThat(meets(claim("create_media_buy", 1))).isFalse();
	}

	@Test
	void theEndOfACallThatOutlivedItsLeaseLeavesItsSuccessorAlone() {
		Claim late = claim("create_media_buy", 1);
		this.running.begin(late);
		this.running.begin(claim("create_media_buy", 1));
		this.running.end(late);
		assertThat(meets(claim("create_media_buy", 1))).isTrue();
	}

	@Test
	void aCallIsHeardOfUntilItsTransactionHasEnded() {
		Claim claim = claim("create_media_buy", 1);
		this.running.begin(claim);
		CountDownLatch settling = Objects.requireNonNull(this.running.settling(KEY));
		this.running.end(claim);
		assertThat(this.running.settling(KEY)).isSameAs(settling);
		assertThat(settling.getCount()).isEqualTo(1);
		this.running.settled(claim);
		assertThat(settling.getCount()).isZero();
		assertThat(this.running.settling(KEY)).isNull();
	}

	@Test
	void aClaimThatWasNotGrantedTellsNobodyAnything() {
		this.running.begin(claim("create_media_buy", 1));
		this.running.settled(claim("create_media_buy", 1));
		assertThat(Objects.requireNonNull(this.running.settling(KEY)).getCount()).isEqualTo(1);
	}

	@Test
	void whoeverWaitsForACallThatOutlivedItsLeaseHearsOfItsSuccessor() {
		this.running.begin(claim("create_media_buy", 1));
		CountDownLatch settling = Objects.requireNonNull(this.running.settling(KEY));
		this.running.begin(claim("create_media_buy", 1));
		assertThat(settling.getCount()).isZero();
		assertThat(this.running.settling(KEY)).isNotNull().isNotSameAs(settling);
	}

	private boolean meets(Claim claim) {
		return elsewhere(() -> this.running.contains(claim));
	}

	private static boolean elsewhere(BooleanSupplier question) {
		return CompletableFuture.supplyAsync(question::getAsBoolean).join();
	}

	private static Claim claim(String task, int payload) {
		return new Claim(KEY, task, payload(payload), UUID.randomUUID(), LEASE);
	}

	private static PayloadHash payload(int value) {
		byte[] hash = new byte[32];
		hash[0] = (byte) value;
		return PayloadHash.of(hash);
	}

}
