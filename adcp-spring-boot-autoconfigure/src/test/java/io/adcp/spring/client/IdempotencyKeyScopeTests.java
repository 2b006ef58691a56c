package io.adcp.spring.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.client.mcp.McpTransport;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import static io.adcp.spring.client.AdcpClient.useIdempotencyKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

class IdempotencyKeyScopeTests {

	private static final String KEY = IdempotencyKey.generate();

	private static final String OTHER_KEY = IdempotencyKey.generate();

	private static final Map<String, Object> BUY = Map.of("buyer_ref", "b-1", "budget", 100);

	private final FaultServer seller = new FaultServer().script(FaultServer.success("{}"));

	private final AdcpClient client = AdcpClient.builder("acme", McpTransport.builder(this.seller.url()).build())
		.requireIdempotency(false)
		.build();

	@AfterEach
	void stop() {
		this.seller.close();
		assertThat(IdempotencyKeyScope.current()).isNull();
	}

	@Test
	void givesItsKeyToTheKeyedCallMadeInIt() {
		try (IdempotencyKeyScope scope = useIdempotencyKey(KEY)) {
			assertThat(book().idempotencyKey()).isEqualTo(KEY);
			assertThat(scope).hasToString("IdempotencyKeyScope[key=" + KEY.substring(0, 8) + "]");
		}
		assertThat(book().idempotencyKey()).isNotEqualTo(KEY);
	}

	@Test
	void worksAsALambda() {
		assertThat(useIdempotencyKey(KEY, this::book).idempotencyKey()).isEqualTo(KEY);
		assertThat(IdempotencyKeyScope.current()).isNull();
		assertThatIllegalStateException().isThrownBy(() -> useIdempotencyKey(KEY, () -> {
			throw new IllegalStateException("failed");
		}));
	}

	@Test
	void leavesReadsAndUnkeyedTasksAlone() {
		try (IdempotencyKeyScope scope = useIdempotencyKey(KEY)) {
			assertThat(this.client.getProducts(null).call(JsonNode.class).idempotencyKey()).isNull();
			assertThat(this.client.siTerminateSession(Map.of("session_id", "s")).call(JsonNode.class).idempotencyKey())
				.isNull();
			assertThat(book().idempotencyKey()).isEqualTo(KEY);
		}
	}

	@Test
	void keysInTheBodyAndInTheCallGoBeforeIt() {
		try (IdempotencyKeyScope scope = useIdempotencyKey(KEY)) {
			AdcpRequest request = this.client.task(AdcpTask.CREATE_MEDIA_BUY).idempotencyKey(OTHER_KEY);
			assertThat(request.prepare().idempotencyKey()).isEqualTo(OTHER_KEY);
			String third = IdempotencyKey.generate();
			assertThat(request.body(Map.of("idempotency_key", third)).prepare().idempotencyKey()).isEqualTo(third);
			assertThat(book().idempotencyKey()).isEqualTo(KEY);
		}
	}

	@Test
	void allowsTheSameCallAgain() {
		try (IdempotencyKeyScope scope = useIdempotencyKey(KEY)) {
			book();
			assertThat(
					this.client.createMediaBuy(Map.of("budget", 100.0, "buyer_ref", "b-1", "context", Map.of("n", 2)))
						.call(JsonNode.class)
						.idempotencyKey())
				.isEqualTo(KEY);
		}
	}

	@Test
	void refusesAnotherCallAndSaysWhy() {
		try (IdempotencyKeyScope scope = useIdempotencyKey(KEY)) {
			book();
			assertThatIllegalStateException()
				.isThrownBy(() -> this.client.createMediaBuy(Map.of("buyer_ref", "b-2")).call(JsonNode.class))
				.withMessageContaining("belongs to its first keyed call, create_media_buy to the agent 'acme'")
				.withMessageContaining("a key stands for one request to one seller")
				.withMessageNotContaining(KEY);
			assertThatIllegalStateException().isThrownBy(() -> this.client.updateMediaBuy(BUY).call(JsonNode.class))
				.withMessageContaining("update_media_buy");
			AdcpClient other = AdcpClient.builder("other", McpTransport.builder(this.seller.url()).build()).build();
			assertThatIllegalStateException().isThrownBy(() -> other.createMediaBuy(BUY).call(JsonNode.class))
				.withMessageContaining("to the agent 'other'");
		}
		assertThat(this.seller.requests()).hasSize(1);
	}

	@Test
	void restoresTheScopeAroundIt() {
		try (IdempotencyKeyScope outer = useIdempotencyKey(KEY)) {
			assertThat(useIdempotencyKey(OTHER_KEY, this::book).idempotencyKey()).isEqualTo(OTHER_KEY);
			assertThat(book().idempotencyKey()).isEqualTo(KEY);
		}
	}

	@Test
	void canBeClosedOnce() {
		IdempotencyKeyScope outer = useIdempotencyKey(KEY);
		IdempotencyKeyScope inner = useIdempotencyKey(OTHER_KEY);
		inner.close();
		assertThatIllegalStateException().isThrownBy(inner::close).withMessageContaining("try-with-resources");
		assertThat(book().idempotencyKey()).isEqualTo(KEY);
		outer.close();
		assertThatIllegalStateException().isThrownBy(outer::close).withMessageNotContaining(KEY);
	}

	@Test
	void cannotBeClosedBeforeTheOneWithinIt() {
		IdempotencyKeyScope outer = useIdempotencyKey(KEY);
		IdempotencyKeyScope inner = useIdempotencyKey(OTHER_KEY);
		assertThatIllegalStateException().isThrownBy(outer::close);
		assertThat(book().idempotencyKey()).isEqualTo(OTHER_KEY);
		inner.close();
		outer.close();
	}

	@Test
	void cannotBeClosedByAnotherThread() throws Exception {
		ExecutorService threads = Executors.newSingleThreadExecutor();
		try (IdempotencyKeyScope scope = useIdempotencyKey(KEY)) {
			assertThat(CompletableFuture.supplyAsync(() -> catchThrowable(scope::close), threads).get())
				.isInstanceOf(IllegalStateException.class);
			Callable<Throwable> carried = ContextSnapshotFactory.builder()
				.build()
				.captureAll()
				.wrap((Callable<Throwable>) () -> catchThrowable(scope::close));
			assertThat(threads.submit(carried).get()).isInstanceOf(IllegalStateException.class);
			assertThat(book().idempotencyKey()).isEqualTo(KEY);
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void isKeptByTheMonoThatItsWorkBrings() {
		Mono<AdcpResult<JsonNode>> deferred = Mono
			.defer(() -> this.client.reactive().createMediaBuy(BUY).call(JsonNode.class));
		assertThat(useIdempotencyKey(KEY, () -> deferred).map(AdcpResult::idempotencyKey).block()).isEqualTo(KEY);
		assertThat(useIdempotencyKey(OTHER_KEY, () -> deferred.flux()).map(AdcpResult::idempotencyKey).blockLast())
			.isEqualTo(OTHER_KEY);
	}

	@Test
	void refusesAFutureOfWorkThatDoesNotSeeIt() {
		CompletableFuture<String> elsewhere = new CompletableFuture<>();
		assertThatIllegalStateException().isThrownBy(() -> useIdempotencyKey(KEY, () -> elsewhere))
			.withMessageContaining("idempotencyKey(key)")
			.withMessageNotContaining(KEY);
		assertThat(
				useIdempotencyKey(KEY, () -> this.client.reactive().createMediaBuy(BUY).call(JsonNode.class).toFuture())
					.join()
					.idempotencyKey())
			.isEqualTo(KEY);
	}

	@Test
	void refusesBadKeysAtOnce() {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> useIdempotencyKey("short"));
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> useIdempotencyKey("short", Mono.empty()));
	}

	@Test
	void isCarriedToOtherThreadsByContextPropagation() throws Exception {
		ExecutorService threads = Executors.newSingleThreadExecutor();
		try {
			ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();
			Executor carrying = ContextExecutorService.wrap(threads, snapshots::captureAll);
			try (IdempotencyKeyScope scope = useIdempotencyKey(KEY)) {
				assertThat(CompletableFuture.supplyAsync(this::book, carrying).get().idempotencyKey()).isEqualTo(KEY);
				Callable<AdcpResult<JsonNode>> carried = snapshots.captureAll()
					.wrap((Callable<AdcpResult<JsonNode>>) this::book);
				assertThat(threads.submit(carried).get().idempotencyKey()).isEqualTo(KEY);
			}
			assertThat(threads.submit(() -> IdempotencyKeyScope.current()).get()).isNull();
			assertThat(threads.submit(this::book).get().idempotencyKey()).isNotEqualTo(KEY);
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void worksInReactorOnWhateverThread() {
		Mono<String> work = Mono.delay(Duration.ofMillis(1))
			.publishOn(Schedulers.boundedElastic())
			.flatMap((tick) -> this.client.reactive().createMediaBuy(BUY).call(JsonNode.class))
			.mapNotNull(AdcpResult::idempotencyKey);
		assertThat(useIdempotencyKey(KEY, work).block()).isEqualTo(KEY);
		assertThat(work.block()).isNotEqualTo(KEY);
	}

	@Test
	void isKeptByACallThatIsSubscribedToLater() {
		Mono<AdcpResult<JsonNode>> call;
		try (IdempotencyKeyScope scope = useIdempotencyKey(KEY)) {
			call = this.client.reactive().createMediaBuy(BUY).call(JsonNode.class);
		}
		assertThat(call.map(AdcpResult::idempotencyKey).block()).isEqualTo(KEY);
	}

	@Test
	void isCapturedIntoReactorsContext() {
		Mono<AdcpResult<JsonNode>> call = Mono
			.defer(() -> this.client.reactive().createMediaBuy(BUY).call(JsonNode.class))
			.subscribeOn(Schedulers.boundedElastic());
		try (IdempotencyKeyScope scope = useIdempotencyKey(KEY)) {
			assertThat(call.contextCapture().map(AdcpResult::idempotencyKey).block()).isEqualTo(KEY);
		}
	}

	@Test
	void refusesAnotherCallInReactorToo() {
		Mono<List<String>> two = Mono
			.zip(this.client.reactive().createMediaBuy(BUY).call(JsonNode.class),
					this.client.reactive().updateMediaBuy(BUY).call(JsonNode.class))
			.map((answers) -> List.of());
		assertThatIllegalStateException().isThrownBy(() -> useIdempotencyKey(KEY, two).block())
			.withMessageContaining("update_media_buy to the agent 'acme'");
	}

	private AdcpResult<JsonNode> book() {
		return this.client.createMediaBuy(BUY).call(JsonNode.class);
	}

}
