package io.adcp.spring.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static io.adcp.spring.client.AdcpClient.useIdempotencyKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DeclarativeClientTests {

	private final AdcpClient client = AdcpClient.builder("acme",
			(call, token) -> Mono.just(new AdcpAnswer(JsonMapper.shared()
				.createObjectNode()
				.put("media_buy_id", call.task() + " " + JsonMapper.shared().readTree(call.arguments()).size())
				.put("replayed", true), false)))
		.requireIdempotency(false)
		.build();

	private final SalesAgent agent = this.client.proxy(SalesAgent.class);

	@Test
	void returnsTheAnswerOrItsEnvelope() {
		assertThat(this.agent.create(new Buy("b", 1)).media_buy_id()).isEqualTo("create_media_buy 3");
		AdcpResult<Booked> result = this.agent.update(Map.of("a", 1));
		assertThat(result.body().media_buy_id()).isEqualTo("update_media_buy 2");
		assertThat(result.replayed()).isTrue();
		assertThat(result.idempotencyKey()).isNotNull();
		this.agent.terminate(Map.of("session_id", "s"));
	}

	@Test
	void returnsMonosOfEither() {
		assertThat(this.agent.createLater(new Buy("b", 1)).map(Booked::media_buy_id).block())
			.isEqualTo("create_media_buy 3");
		assertThat(this.agent.updateLater(new Buy("b", 1)).map(AdcpResult::replayed).block()).isTrue();
		assertThat(this.agent.terminateLater(JsonMapper.shared().createObjectNode()).blockOptional()).isEmpty();
	}

	@Test
	void returnsFuturesOfEither() throws Exception {
		assertThat(this.agent.createInTheBackground(new Buy("b", 1)).get(10, TimeUnit.SECONDS).media_buy_id())
			.isEqualTo("create_media_buy 3");
		assertThat(this.agent.updateInTheBackground(new Buy("b", 1))
			.toCompletableFuture()
			.get(10, TimeUnit.SECONDS)
			.replayed()).isTrue();
		assertThat(this.agent.terminateInTheBackground(Map.of()).get(10, TimeUnit.SECONDS)).isNull();
	}

	@Test
	void givesACallUpWhoseFutureIsCancelled() {
		List<AdcpException> failures = new ArrayList<>();
		AdcpClient silent = AdcpClient.builder("acme", (call, token) -> Mono.never())
			.requireIdempotency(false)
			.listener(new AdcpClientListener() {
				@Override
				public void onFailure(AdcpCall call, AdcpException failure) {
					failures.add(failure);
				}
			})
			.build();
		assertThat(silent.proxy(SalesAgent.class).createInTheBackground(new Buy("b", 1)).cancel(true)).isTrue();
		assertThat(failures).singleElement().isInstanceOf(AdcpUnknownOutcomeException.class);
	}

	@ParameterizedTest
	@ValueSource(classes = { ReturnsFlux.class, ReturnsFuture.class, ReturnsPublisher.class, ReturnsMonoOfFuture.class,
			ReturnsResultOfMono.class, ReturnsCallable.class, ReturnsFlow.class })
	void refusesWhatCannotBringOneAnswer(Class<?> type) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.proxy(type))
			.withMessageContaining("create(")
			.withMessageContaining("or a Mono or CompletableFuture of either");
	}

	@Test
	void readsGenericTypesAlsoOfAnInterfaceAboveIt() {
		assertThat(this.agent.products()).containsEntry("media_buy_id", "get_products 0");
		assertThat(this.agent.get(Map.of()).media_buy_id()).isEqualTo("get_media_buys 0");
	}

	@Test
	void takesTheKeyOfAScopeOrOfTheBody() {
		String key = IdempotencyKey.generate();
		assertThat(useIdempotencyKey(key, () -> this.agent.update(Map.of())).idempotencyKey()).isEqualTo(key);
		assertThat(useIdempotencyKey(key, () -> this.agent.updateLater(new Buy("b", 1))).map(AdcpResult::idempotencyKey)
			.block()).isEqualTo(key);
		assertThat(this.agent.update(Map.of("idempotency_key", key)).idempotencyKey()).isEqualTo(key);
	}

	@Test
	void takesTheKeyFromAParameter() {
		Keyed keyed = this.client.proxy(Keyed.class);
		String key = IdempotencyKey.generate();
		assertThat(keyed.create(key, Map.of("a", 1)).idempotencyKey()).isEqualTo(key);
		assertThat(keyed.create(null, Map.of("a", 1)).idempotencyKey()).isNotNull().isNotEqualTo(key);
		assertThat(keyed.createLater(Map.of("a", 1), key).map(AdcpResult::idempotencyKey).block()).isEqualTo(key);
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.proxy(NumericKey.class))
			.withMessageContaining("a @CallKey is a String");
	}

	@Test
	void callsCustomTasks() {
		Custom custom = this.client.proxy(Custom.class);
		assertThat(custom.order(Map.of()).idempotencyKey()).isNotNull();
		assertThat(custom.ask(Map.of()).idempotencyKey()).isNull();
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.proxy(NotCustom.class))
			.withMessageContaining("which AdCP defines: leave out @CustomTask");
	}

	@Test
	void isAnObjectLikeAnyOther() {
		assertThat(List.of(this.agent)).contains(this.agent).doesNotContain(this.client.proxy(SalesAgent.class));
		assertThat(this.agent).hasSameHashCodeAs(this.agent).hasToString("SalesAgent of the agent 'acme'");
		assertThat(this.agent.twice("b")).hasSize(2);
	}

	@Test
	void saysWhatCannotBeACall() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.proxy(Unannotated.class))
			.withMessageContaining("annotate it with @AdcpTask");
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.proxy(TwoBodies.class))
			.withMessageContaining("one parameter at most");
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.proxy(UnknownTask.class))
			.withMessageContaining("@CustomTask(keyed = ...)");
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.proxy(String.class))
			.withMessageContaining("not an interface");
	}

	record Buy(String buyer_ref, int budget) {

	}

	record Booked(String media_buy_id) {

	}

	interface Keyed {

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		AdcpResult<Booked> create(@CallKey String key, Object request);

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		Mono<AdcpResult<Booked>> createLater(Object request, @CallKey String key);

	}

	interface NumericKey {

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		Booked create(@CallKey long key);

	}

	interface Custom {

		@CustomTask(keyed = true)
		@AdcpTask("acme_order")
		AdcpResult<Booked> order(Object request);

		@CustomTask(keyed = false)
		@AdcpTask("acme_ask")
		AdcpResult<Booked> ask(Object request);

	}

	interface NotCustom {

		@CustomTask(keyed = true)
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		Booked create(Object request);

	}

	interface Reads<T> {

		@AdcpTask(AdcpTask.GET_MEDIA_BUYS)
		T get(Object request);

	}

	interface SalesAgent extends Reads<Booked> {

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		Booked create(Buy buy);

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		Mono<Booked> createLater(Buy buy);

		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		AdcpResult<Booked> update(Map<String, Object> update);

		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		Mono<AdcpResult<Booked>> updateLater(Buy buy);

		@AdcpTask(AdcpTask.SI_TERMINATE_SESSION)
		void terminate(Map<String, Object> request);

		@AdcpTask(AdcpTask.SI_TERMINATE_SESSION)
		Mono<Void> terminateLater(JsonNode request);

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		CompletableFuture<Booked> createInTheBackground(Buy buy);

		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		CompletionStage<AdcpResult<Booked>> updateInTheBackground(Buy buy);

		@AdcpTask(AdcpTask.SI_TERMINATE_SESSION)
		CompletableFuture<Void> terminateInTheBackground(Map<String, Object> request);

		@AdcpTask(AdcpTask.GET_PRODUCTS)
		Map<String, Object> products();

		default List<Booked> twice(String buyerRef) {
			return List.of(create(new Buy(buyerRef, 1)), create(new Buy(buyerRef, 2)));
		}

	}

	interface Unannotated {

		Booked create(Buy buy);

	}

	interface TwoBodies {

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		Booked create(Buy buy, Buy other);

	}

	interface UnknownTask {

		@AdcpTask("acme_special")
		Booked special();

	}

	interface ReturnsFlux {

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		Flux<Booked> create(Buy buy);

	}

	interface ReturnsFuture {

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		Future<Booked> create(Buy buy);

	}

	interface ReturnsPublisher {

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		Publisher<Booked> create(Buy buy);

	}

	interface ReturnsMonoOfFuture {

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		Mono<CompletableFuture<Booked>> create(Buy buy);

	}

	interface ReturnsResultOfMono {

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		AdcpResult<Mono<Booked>> create(Buy buy);

	}

	interface ReturnsCallable {

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		Callable<Booked> create(Buy buy);

	}

	interface ReturnsFlow {

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		Flow.Publisher<Booked> create(Buy buy);

	}

}
