package io.adcp.spring.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.client.mcp.McpTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Threads that wait, threads that must not wait, and callers that no longer wait.
 */
class BlockingAdcpClientTests {

	private final CountDownLatch asked = new CountDownLatch(1);

	private final CountDownLatch closed = new CountDownLatch(1);

	private final FaultServer seller = new FaultServer();

	@AfterEach
	void stop() {
		this.seller.close();
	}

	@Test
	void anInterruptClosesTheExchangeAndTellsThatTheOutcomeIsUnknown() throws Exception {
		this.seller.script(this::neverAnswer);
		CompletableFuture<AdcpException> thrown = interrupted(AdcpTask.CREATE_MEDIA_BUY);
		assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(AdcpUnknownOutcomeException.class)
			.hasCauseInstanceOf(AdcpTransportException.class)
			.satisfies((failure) -> assertThat(((AdcpUnknownOutcomeException) failure).call().arguments())
				.isEqualTo(this.seller.requests().get(0).arguments().toString().getBytes()));
		assertThat(this.closed.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.seller.requests()).hasSize(1);
	}

	@Test
	void anInterruptOfAReadHasNoOutcomeToAskFor() throws Exception {
		this.seller.script(this::neverAnswer);
		assertThat(interrupted(AdcpTask.GET_PRODUCTS).get(10, TimeUnit.SECONDS))
			.isInstanceOf(AdcpTransportException.class)
			.hasMessageContaining("was interrupted");
	}

	/** What the call threw, once the thread was found to be interrupted still. */
	private CompletableFuture<AdcpException> interrupted(String task) throws InterruptedException {
		CompletableFuture<AdcpException> thrown = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				client().build().task(task).call(JsonNode.class);
			}
			catch (AdcpException ex) {
				assertThat(Thread.currentThread().isInterrupted()).isTrue();
				thrown.complete(ex);
			}
			catch (Throwable ex) {
				thrown.completeExceptionally(ex);
			}
		});
		thread.start();
		assertThat(this.asked.await(10, TimeUnit.SECONDS)).isTrue();
		thread.interrupt();
		return thrown;
	}

	@Test
	void aThreadThatIsInterruptedAlreadySendsNothing() {
		this.seller.script(FaultServer.success("{}"));
		Thread.currentThread().interrupt();
		try {
			assertThatExceptionOfType(AdcpTransportException.class)
				.isThrownBy(() -> client().build().createMediaBuy(null).call(JsonNode.class))
				.satisfies((failure) -> assertThat(failure.executionPossible()).isFalse());
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
		assertThat(this.seller.requests()).isEmpty();
	}

	@Test
	void virtualThreadsMayWait() throws Exception {
		assumeTrue(Runtime.version().feature() >= 21,
				"There are no virtual threads on Java " + Runtime.version().feature() + ", only from Java 21 on");
		this.seller.script(FaultServer.status(500), FaultServer.success("{}"));
		SkippedWaits waits = new SkippedWaits();
		AdcpClient client = client().scheduler(waits).listener(waits).build();
		ExecutorService threads = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
			.invoke(null);
		try {
			assertThat(threads.submit(() -> client.createMediaBuy(null).call(JsonNode.class)).get().attempts())
				.isEqualTo(2);
			List<Future<AdcpResult<JsonNode>>> many = IntStream.range(0, 200)
				.mapToObj((i) -> threads.submit(() -> client.createMediaBuy(Map.of("n", i)).call(JsonNode.class)))
				.toList();
			for (Future<AdcpResult<JsonNode>> call : many) {
				assertThat(call.get(30, TimeUnit.SECONDS).status()).isEqualTo(AdcpResult.COMPLETED);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void eventLoopsMustNotWait() {
		AdcpClient client = client().build();
		Mono<?> blocking = Mono.fromCallable(() -> client.createMediaBuy(null).call(JsonNode.class))
			.subscribeOn(Schedulers.parallel());
		assertThatIllegalStateException().isThrownBy(blocking::block).withMessageContaining("AdcpClient.reactive()");
		assertThat(this.seller.requests()).isEmpty();
	}

	@Test
	void cancellingClosesTheExchange() throws Exception {
		this.seller.script(this::neverAnswer);
		Disposable call = client().build().reactive().createMediaBuy(null).call(JsonNode.class).subscribe();
		assertThat(this.asked.await(10, TimeUnit.SECONDS)).isTrue();
		call.dispose();
		assertThat(this.closed.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.seller.requests()).hasSize(1);
	}

	@Test
	void aTimeOutClosesTheExchange() throws Exception {
		SkippedWaits waits = new SkippedWaits();
		this.seller.whenSilent(waits::timeOut).script(this::neverAnswer, FaultServer.success("{}"));
		AdcpResult<JsonNode> result = client().scheduler(waits)
			.listener(waits)
			.build()
			.createMediaBuy(null)
			.call(JsonNode.class);
		assertThat(result.attempts()).isEqualTo(2);
		assertThat(this.closed.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void cancellingEndsTheWait() {
		VirtualTimeScheduler time = VirtualTimeScheduler.create();
		int[] attempts = { 0 };
		AdcpClient client = AdcpClient.builder("acme", (call, token) -> {
			attempts[0]++;
			return Mono.error(AdcpTransportException.noAnswer(call, "Lost", Duration.ofSeconds(20), null));
		}).requireIdempotency(false).scheduler(time).build();
		StepVerifier.create(client.reactive().createMediaBuy(null).call(JsonNode.class))
			.expectSubscription()
			.then(() -> time.advanceTimeBy(Duration.ofSeconds(19)))
			.then(() -> assertThat(attempts[0]).isEqualTo(1))
			.then(() -> time.advanceTimeBy(Duration.ofSeconds(5)))
			.then(() -> assertThat(attempts[0]).isEqualTo(2))
			.thenCancel()
			.verify(Duration.ofSeconds(10));
		time.advanceTimeBy(Duration.ofHours(1));
		assertThat(attempts[0]).isEqualTo(2);
		time.dispose();
	}

	private void neverAnswer(FaultServer.Exchange exchange) throws java.io.IOException {
		this.asked.countDown();
		FaultServer.silence().play(exchange);
		this.closed.countDown();
	}

	private AdcpClientBuilder client() {
		return AdcpClient.builder("acme", McpTransport.builder(this.seller.url()).build()).requireIdempotency(false);
	}

}
