package io.adcp.spring.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.testing.AdjustableClock;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import org.springframework.core.retry.RetryPolicy;

import static io.adcp.spring.client.ScriptedSeller.answered;
import static io.adcp.spring.client.ScriptedSeller.lost;
import static io.adcp.spring.client.ScriptedSeller.notSent;
import static io.adcp.spring.client.ScriptedSeller.refused;
import static io.adcp.spring.client.ScriptedSeller.silent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * When a call is announced, when it must not be sent any more, and that its end is told
 * however it ends.
 */
class CallLifecycleTests {

	private final ScriptedSeller seller = new ScriptedSeller();

	private final Recorder recorder = new Recorder();

	private final AdcpClient client = this.seller.client().listener(this.recorder).build();

	@Test
	void aCallIsAnnouncedOnceHoweverOftenItIsResumed() {
		this.seller.script(lost(), lost(), lost(), lost(), answered("{}"));
		AdcpUnknownOutcomeException unknown = catchThrowableOfType(AdcpUnknownOutcomeException.class,
				() -> this.client.createMediaBuy(null).call(JsonNode.class));
		this.client.resume(unknown.call(), JsonNode.class);
		this.client.resume(AdcpCall.fromJson(unknown.call().toJson()), JsonNode.class);
		assertThat(this.recorder.announced).containsExactly(unknown.call());
	}

	@Test
	void aMonoThatIsSubscribedToAgainIsAnnouncedOnce() {
		this.seller.script(answered("{}"));
		Mono<AdcpResult<JsonNode>> call = this.client.reactive().createMediaBuy(null).call(JsonNode.class);
		call.block();
		call.block();
		assertThat(this.recorder.announced).hasSize(1);
	}

	@Test
	void ofManyWhoSendACallAtOnceNoneIsAheadOfItsAnnouncement() {
		this.seller.script((call) -> {
			assertThat(this.recorder.announced).containsExactly(call);
			return answered("{}").apply(call);
		});
		AdcpCall call = this.client.task(AdcpTask.CREATE_MEDIA_BUY).prepare();
		Flux.range(0, 20)
			.flatMap(
					(i) -> this.client.reactive().resume(call, JsonNode.class).subscribeOn(Schedulers.boundedElastic()),
					20)
			.blockLast(Duration.ofSeconds(30));
		assertThat(this.recorder.announced).hasSize(1);
		assertThat(this.seller.sent()).hasSize(20);
	}

	@Test
	void aCallThatCouldNotBeAnnouncedIsAnnouncedTheNextTime() {
		this.seller.script(answered("{}"));
		AdcpCall call = this.client.task(AdcpTask.CREATE_MEDIA_BUY).prepare();
		this.recorder.broken = true;
		assertThatIllegalStateException().isThrownBy(() -> this.client.resume(call, JsonNode.class));
		this.recorder.broken = false;
		this.client.resume(call, JsonNode.class);
		assertThat(this.recorder.announced).hasSize(1);
		assertThat(this.seller.sent()).hasSize(1);
	}

	@Test
	void noAttemptGoesOutOnceTheReplayWindowIsOver() {
		AdjustableClock clock = new AdjustableClock();
		AdcpClientListener late = new AdcpClientListener() {
			@Override
			public void onRetry(AdcpCall call, int attempt, AdcpException failure, Duration wait) {
				clock.advance(Duration.ofHours(13));
			}
		};
		this.seller.script(lost());
		assertThatExceptionOfType(IdempotencyExpiredException.class)
			.isThrownBy(() -> this.seller.client()
				.clock(clock)
				.listener(late)
				.retryPolicy(ScriptedSeller.retries(5))
				.build()
				.createMediaBuy(null)
				.call(JsonNode.class))
			.withMessageContaining("natural key");
		assertThat(this.seller.sent()).as("at 0 and 13 hours, not at 26").hasSize(2);
	}

	@Test
	void closingEndsABlockingCallThatWaitsForItsNextAttempt() throws Exception {
		CountDownLatch waiting = new CountDownLatch(1);
		this.seller.script(lost());
		AdcpClient slow = slow(waiting);
		CompletableFuture<AdcpException> ended = ended(slow);
		assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
		slow.close();
		assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(AdcpUnknownOutcomeException.class)
			.hasRootCauseMessage("SERVICE_UNAVAILABLE: The call of create_media_buy to the agent 'acme' was given up "
					+ "before its answer came: the client was closed");
		assertThat(this.seller.sent()).hasSize(1);
	}

	@Test
	void closingEndsABlockingCallOfWhichNothingWasExecuted() throws Exception {
		CountDownLatch waiting = new CountDownLatch(1);
		this.seller.script(refused("RATE_LIMITED", ",\"retry_after\":30"));
		AdcpClient slow = slow(waiting);
		CompletableFuture<AdcpException> ended = ended(slow);
		assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
		slow.close();
		assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOfSatisfying(AdcpTransportException.class,
				(failure) -> assertThat(failure.executionPossible()).isFalse());
	}

	@Test
	void aClosedClientSendsNothing() {
		this.seller.script(answered("{}"));
		this.client.close();
		this.client.close();
		assertThatExceptionOfType(AdcpTransportException.class)
			.isThrownBy(() -> this.client.createMediaBuy(null).call(JsonNode.class))
			.withMessageContaining("the client was closed");
		assertThat(this.seller.sent()).isEmpty();
	}

	@Test
	void anInterruptIsToldToTheListeners() throws Exception {
		CountDownLatch sent = new CountDownLatch(1);
		this.seller.script((call) -> {
			sent.countDown();
			return silent().apply(call);
		});
		Thread thread = new Thread(() -> catchThrowableOfType(AdcpException.class,
				() -> this.client.createMediaBuy(null).call(JsonNode.class)));
		thread.start();
		assertThat(sent.await(10, TimeUnit.SECONDS)).isTrue();
		thread.interrupt();
		thread.join(10_000);
		assertThat(this.recorder.failures).singleElement()
			.isInstanceOfSatisfying(AdcpUnknownOutcomeException.class, (failure) -> {
				assertThat(failure.attempts()).isEqualTo(1);
				assertThat(failure.lastFailure()).hasMessageContaining("the thread was interrupted");
			});
	}

	@Test
	void aTimeOutOfTheCallersOwnIsToldToTheListeners() {
		this.seller.script(silent());
		Mono<?> call = this.client.reactive().createMediaBuy(null).call(JsonNode.class).timeout(Duration.ofMillis(50));
		assertThat(call.map((result) -> "answered").onErrorReturn("timed out").block()).isEqualTo("timed out");
		assertThat(this.recorder.failures).singleElement().isInstanceOf(AdcpUnknownOutcomeException.class);
	}

	@Test
	void anEndIsToldOnce() {
		this.seller.script(answered("{}"));
		Flux.from(this.client.reactive().createMediaBuy(null).call(JsonNode.class)).take(1).blockLast();
		this.client.reactive().createMediaBuy(null).call(JsonNode.class).flux().next().block();
		assertThat(this.recorder.failures).isEmpty();
		this.seller.script(notSent());
		catchThrowableOfType(AdcpException.class, () -> this.client.createMediaBuy(null).call(JsonNode.class));
		assertThat(this.recorder.failures).hasSize(1);
	}

	private AdcpClient slow(CountDownLatch waiting) {
		return this.seller.client()
			.retryPolicy(RetryPolicy.builder().delay(Duration.ofSeconds(30)).timeout(Duration.ofMinutes(2)).build())
			.listener(new AdcpClientListener() {
				@Override
				public void onRetry(AdcpCall call, int attempt, AdcpException failure, Duration wait) {
					waiting.countDown();
				}
			})
			.build();
	}

	private static CompletableFuture<AdcpException> ended(AdcpClient client) {
		return CompletableFuture.supplyAsync(() -> catchThrowableOfType(AdcpException.class,
				() -> client.createMediaBuy(Map.of()).call(JsonNode.class)));
	}

	private static final class Recorder implements AdcpClientListener {

		private final List<AdcpCall> announced = Collections.synchronizedList(new ArrayList<>());

		private final List<AdcpException> failures = Collections.synchronizedList(new ArrayList<>());

		private boolean broken;

		@Override
		public void onCall(AdcpCall call) {
			if (this.broken) {
				throw new IllegalStateException("The database is away");
			}
			if (!call.task().equals(AdcpTask.GET_ADCP_CAPABILITIES)) {
				this.announced.add(call);
			}
		}

		@Override
		public void onFailure(AdcpCall call, AdcpException failure) {
			this.failures.add(failure);
		}

	}

}
