package io.adcp.spring.client;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.adcp.spring.AdcpAuthenticationException;
import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.IdempotencyUnsupportedException;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.client.mcp.McpTransport;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class AdcpClientTests {

	private static final String KEY = "5f0c2f5e-8e0b-4a51-9f7e-0b8a9d2c4e61";

	private static final String OTHER_KEY = "c1d77d1a-1a0f-4f7b-8d0c-4d8f5b7f2e10";

	private static final String TOKEN = "token-of-sixteen-or-more";

	private final FaultServer seller = new FaultServer();

	@AfterEach
	void stop() {
		this.seller.close();
	}

	@Test
	void generatesAKeyWhereTheTaskIsKeyed() {
		this.seller.script(FaultServer.success("{}"));
		AdcpResult<JsonNode> result = client().build().task(AdcpTask.CREATE_MEDIA_BUY).call(JsonNode.class);
		assertThat(UUID.fromString(result.idempotencyKey()).version()).isEqualTo(4);
		assertThat(sentKey(0)).isEqualTo(result.idempotencyKey());
	}

	@Test
	void generatesNoKeyToTerminateASession() {
		assertThat(client().build().task(AdcpTask.SI_TERMINATE_SESSION).prepare().idempotencyKey()).isNull();
		assertThat(client().build().task(AdcpTask.SI_SEND_MESSAGE).prepare().idempotencyKey()).isNotNull();
	}

	@Test
	void respectsTheKeyInTheBodyThenTheOneInTheCall() {
		AdcpRequest request = client().build().task(AdcpTask.CREATE_MEDIA_BUY).idempotencyKey(OTHER_KEY);
		assertThat(request.prepare().idempotencyKey()).isEqualTo(OTHER_KEY);
		assertThat(request.body(Map.of("idempotency_key", KEY)).prepare().idempotencyKey()).isEqualTo(KEY);
	}

	@Test
	void fillsInAKeyThatIsNullInTheBody() {
		AdcpCall call = client().build().task(AdcpTask.CREATE_MEDIA_BUY).body(new Buy(null, 12)).prepare();
		JsonNode arguments = JsonMapper.shared().readTree(call.arguments());
		assertThat(arguments.path("idempotency_key").stringValue()).isEqualTo(call.idempotencyKey());
		assertThat(arguments.path("budget").intValue()).isEqualTo(12);
	}

	@Test
	void leavesTheOtherFieldsAsTheyAre() {
		JsonNode body = JsonMapper.shared().readTree("{\"a\":1.50,\"b\":null,\"ext\":{\"c\":[]}}");
		AdcpCall call = client().build().task(AdcpTask.CREATE_MEDIA_BUY).body(body).idempotencyKey(KEY).prepare();
		assertThat(new String(call.arguments()))
			.isEqualTo("{\"idempotency_key\":\"" + KEY + "\"," + body.toString().substring(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "short", "aaaaaaaaaaaaaaaaaaaa", "has a space in it, sorry" })
	void refusesBadKeysBeforeSending(String key) {
		AdcpClient client = client().build();
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> client.task(AdcpTask.CREATE_MEDIA_BUY).idempotencyKey(key).call(JsonNode.class));
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(
				() -> client.task(AdcpTask.CREATE_MEDIA_BUY).body(Map.of("idempotency_key", key)).call(JsonNode.class));
		assertThat(this.seller.requests()).isEmpty();
	}

	@Test
	void wantsToKnowWhetherAnUnknownTaskIsKeyed() {
		AdcpClient client = client().build();
		assertThatIllegalArgumentException().isThrownBy(() -> client.task("acme_special").prepare())
			.withMessageContaining("keyed(true) or keyed(false)");
		assertThat(client.task("acme_special").keyed(true).prepare().idempotencyKey()).isNotNull();
		assertThat(client.task("acme_special").keyed(false).prepare().idempotencyKey()).isNull();
		assertThat(client.task("acme_special").idempotencyKey(KEY).prepare().idempotencyKey()).isEqualTo(KEY);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> client.task(AdcpTask.CREATE_MEDIA_BUY).keyed(false).prepare())
			.withMessageContaining("carries idempotency_key");
	}

	@Test
	void refusesBodiesThatAreNoObjects() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> client().build().task(AdcpTask.CREATE_MEDIA_BUY).body("{}").prepare())
			.withMessageContaining("JSON object");
	}

	@Test
	void storesAndRestoresACallToTheLastByte() {
		AdcpCall call = client().build()
			.task(AdcpTask.CREATE_MEDIA_BUY)
			.body(Map.of("name", "Gr\u00fc\u00dfe \"\ud83d\ude00\"\n"))
			.prepare();
		AdcpCall restored = AdcpCall.fromJson(call.toJson());
		assertThat(restored).isEqualTo(call).hasSameHashCodeAs(call);
		assertThat(restored.arguments()).isEqualTo(call.arguments());
		assertThat(call.toString()).doesNotContain(call.idempotencyKey()).contains(call.id());
	}

	@Test
	void refusesStoredCallsThatWereChanged() {
		String json = client().build().task(AdcpTask.CREATE_MEDIA_BUY).idempotencyKey(KEY).prepare().toJson();
		assertThatIllegalArgumentException().isThrownBy(() -> AdcpCall.fromJson(json.replaceFirst(KEY, OTHER_KEY)))
			.withMessageContaining("was changed");
		assertThatIllegalArgumentException().isThrownBy(() -> AdcpCall.fromJson(json.substring(5)))
			.withMessageNotContaining(KEY);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> AdcpCall.fromJson(json.replace("\"version\":2", "\"version\":3")));
	}

	@Test
	void doesNotResumeAnotherSellersCall() {
		AdcpCall call = client().build().task(AdcpTask.CREATE_MEDIA_BUY).prepare();
		AdcpClient other = AdcpClient.builder("other", McpTransport.builder(this.seller.url()).build()).build();
		assertThatIllegalArgumentException().isThrownBy(() -> other.resume(call, JsonNode.class))
			.withMessageContaining("never used for two sellers");
	}

	@Test
	void doesNotResumePastTheReplayWindow() {
		Instant now = Instant.parse("2026-08-01T12:00:00Z");
		AdcpCall call = client().clock(Clock.fixed(now, ZoneOffset.UTC))
			.build()
			.task(AdcpTask.CREATE_MEDIA_BUY)
			.prepare();
		Clock later = Clock.fixed(now.plus(Duration.ofDays(1)), ZoneOffset.UTC);
		assertThatExceptionOfType(IdempotencyExpiredException.class)
			.isThrownBy(() -> client().clock(later).build().resume(call, JsonNode.class))
			.withMessageContaining("natural key");
		assertThat(this.seller.requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"adcp\":{\"idempotency\":{\"supported\":false}}}",
			"{\"adcp\":{\"idempotency\":{\"supported\":true}}}",
			"{\"adcp\":{\"idempotency\":{\"replay_ttl_seconds\":86400}}}" })
	void failsClosedWhereTheSellerPromisesNothing(String capabilities) {
		this.seller.capabilities(capabilities).script(FaultServer.success("{}"));
		AdcpClient client = client().build();
		assertThatExceptionOfType(IdempotencyUnsupportedException.class)
			.isThrownBy(() -> client.task(AdcpTask.CREATE_MEDIA_BUY).call(JsonNode.class))
			.withMessageContaining("adcp.client.agents.acme.require-idempotency=false");
		assertThat(this.seller.requests()).isEmpty();
		client.task(AdcpTask.GET_PRODUCTS).call(JsonNode.class);
		client().requireIdempotency(false).build().task(AdcpTask.CREATE_MEDIA_BUY).call(JsonNode.class);
		assertThat(this.seller.requests()).hasSize(2);
	}

	@Test
	void asksForTheCapabilitiesOnce() {
		this.seller.script(FaultServer.success("{}"));
		AdcpClient client = client().build();
		client.task(AdcpTask.CREATE_MEDIA_BUY).call(JsonNode.class);
		client.task(AdcpTask.CREATE_MEDIA_BUY).call(JsonNode.class);
		assertThat(this.seller.capabilityRequests()).hasSize(1);
		assertThat(this.seller.capabilityRequests().get(0).arguments().has("idempotency_key")).isFalse();
	}

	@Test
	void bringsTheEnvelope() {
		this.seller.script(FaultServer.success("{\"status\":\"submitted\",\"task_id\":\"t-1\",\"replayed\":true,"
				+ "\"context\":{\"trace\":7},\"media_buy_id\":\"mb-1\"}"));
		AdcpResult<Map<String, Object>> result = client().build()
			.task(AdcpTask.CREATE_MEDIA_BUY)
			.call(new ParameterizedTypeReference<>() {
			});
		assertThat(result.status()).isEqualTo(AdcpResult.SUBMITTED);
		assertThat(result.taskId()).isEqualTo("t-1");
		assertThat(result.replayed()).isTrue();
		assertThat(result.context()).hasToString("{\"trace\":7}");
		assertThat(result.body()).containsEntry("media_buy_id", "mb-1");
		assertThat(result.toString()).doesNotContain(result.idempotencyKey());
	}

	@ParameterizedTest
	@ValueSource(strings = { "event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":\"ID\",\"result\":RESULT}\n\n",
			"data: {\"jsonrpc\":\"2.0\",\"id\":\"ID\",\"result\":RESULT}\n\n",
			": hello\n\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\n\n"
					+ "data: {\"jsonrpc\":\"2.0\",\"id\":\"ID\",\ndata: \"result\":RESULT}\n\n" })
	void readsEvents(String text) {
		this.seller.script(FaultServer.sse(text.replace("RESULT",
				"{\"content\":[{\"type\":\"text\",\"text\":\"{\\\"media_buy_id\\\":\\\"mb-1\\\"}\"}]}")));
		AdcpResult<JsonNode> result = client().build().task(AdcpTask.CREATE_MEDIA_BUY).call(JsonNode.class);
		assertThat(result.body().path("media_buy_id").stringValue()).isEqualTo("mb-1");
		assertThat(result.status()).isEqualTo(AdcpResult.COMPLETED);
	}

	@Test
	void keepsSecretsOutOfErrorsThatQuoteThem() {
		this.seller.script(FaultServer.error("{\"code\":\"NO_SUCH_THING\",\"recovery\":\"terminal\",\"message\":\"key "
				+ KEY + " token " + TOKEN + "\",\"details\":{\"sent\":\"" + KEY + "\"},\"field\":\"packages[0]\","
				+ "\"suggestion\":\"other\",\"issues\":[{\"field\":\"a\",\"message\":null}],\"retry_after\":1.2}"));
		AdcpTaskException failure = catchThrowableOfType(AdcpTaskException.class,
				() -> client().token(TOKEN)
					.build()
					.task(AdcpTask.CREATE_MEDIA_BUY)
					.idempotencyKey(KEY)
					.call(JsonNode.class));
		assertThat(failure.toString() + failure.error()).doesNotContain(KEY).doesNotContain(TOKEN);
		assertThat(failure.idempotencyKey()).isEqualTo(KEY);
		assertThat(failure.error().field()).isEqualTo("packages[0]");
		assertThat(failure.error().suggestion()).isEqualTo("other");
		assertThat(failure.error().issues()).hasSize(1);
		assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void renewsARefusedTokenOnce() {
		this.seller.script(FaultServer.status(401), FaultServer.success("{}"));
		List<String> rejected = new ArrayList<>();
		AdcpTokenSupplier tokens = (agent, refused) -> {
			rejected.add(String.valueOf(refused));
			return Mono.just((refused == null) ? TOKEN : "renewed");
		};
		AdcpResult<JsonNode> result = client().requireIdempotency(false)
			.tokenSupplier(tokens)
			.build()
			.task(AdcpTask.CREATE_MEDIA_BUY)
			.call(JsonNode.class);
		assertThat(result.attempts()).isEqualTo(2);
		assertThat(rejected).containsExactly("null", TOKEN);
		assertThat(this.seller.requests()).extracting((request) -> request.headers().get("authorization"))
			.containsExactly("Bearer " + TOKEN, "Bearer renewed");
		assertThat(this.seller.requests().get(1).argumentsText())
			.isEqualTo(this.seller.requests().get(0).argumentsText());
	}

	@Test
	void givesUpWhenTheRenewedTokenIsRefusedToo() {
		this.seller.script(FaultServer.status(401));
		AdcpClient client = client().requireIdempotency(false)
			.tokenSupplier((agent, refused) -> Mono.just("token"))
			.build();
		assertThatExceptionOfType(AdcpAuthenticationException.class)
			.isThrownBy(() -> client.task(AdcpTask.CREATE_MEDIA_BUY).call(JsonNode.class));
		assertThat(this.seller.requests()).hasSize(2);
	}

	@Test
	void givesTheAnswerAlsoWhereItCannotBeReadAsTheType() {
		this.seller.script(FaultServer.success("{\"budget\":\"a lot\"}"));
		assertThatExceptionOfType(AdcpUnreadableResultException.class)
			.isThrownBy(() -> client().build().task(AdcpTask.CREATE_MEDIA_BUY).call(Buy.class))
			.satisfies((failure) -> {
				assertThat(failure.result().body().path("budget").stringValue()).isEqualTo("a lot");
				assertThat(failure.idempotencyKey()).isEqualTo(failure.result().idempotencyKey());
			});
		assertThat(this.seller.requests()).hasSize(1);
	}

	@Test
	void sendsTheSameCallHoweverOftenAMonoIsSubscribedTo() {
		this.seller.script(FaultServer.success("{}"));
		Mono<AdcpResult<JsonNode>> call = client().build()
			.reactive()
			.task(AdcpTask.CREATE_MEDIA_BUY)
			.call(JsonNode.class);
		Mono<String> key = call.mapNotNull(AdcpResult::idempotencyKey);
		assertThat(key.block()).isNotNull().isEqualTo(key.block());
		assertThat(this.seller.requests().get(0).argumentsText())
			.isEqualTo(this.seller.requests().get(1).argumentsText());
	}

	@Test
	void refusesToBlockWhereBlockingIsForbidden() {
		AdcpClient client = client().build();
		Mono<?> blocking = Mono.fromCallable(() -> client.task(AdcpTask.CREATE_MEDIA_BUY).call(JsonNode.class))
			.subscribeOn(Schedulers.parallel());
		assertThatIllegalStateException().isThrownBy(blocking::block).withMessageContaining("AdcpClient.reactive()");
		assertThat(this.seller.capabilityRequests()).isEmpty();
	}

	@Test
	void tellsListenersBeforeAnythingIsSentAndLetsThemStopIt() {
		this.seller.script(FaultServer.status(500), FaultServer.success("{}"));
		List<String> events = new ArrayList<>();
		client().listener(new RecordingListener(events)).build().task(AdcpTask.CREATE_MEDIA_BUY).call(JsonNode.class);
		assertThat(events).filteredOn((event) -> event.startsWith(AdcpTask.CREATE_MEDIA_BUY))
			.containsExactly("create_media_buy called", "create_media_buy attempt 1", "create_media_buy retry 1",
					"create_media_buy attempt 2", "create_media_buy success");
		AdcpClient stopped = client().listener(new AdcpClientListener() {
			@Override
			public void onCall(AdcpCall call) {
				throw new IllegalStateException("The database is away");
			}
		}).build();
		assertThatIllegalStateException()
			.isThrownBy(() -> stopped.task(AdcpTask.CREATE_MEDIA_BUY).call(JsonNode.class));
		assertThat(this.seller.requests()).hasSize(2);
	}

	@Test
	void observesCallsAndAttemptsWithoutSecrets() {
		this.seller.script(FaultServer.status(500), FaultServer.success("{}"));
		TestObservationRegistry registry = TestObservationRegistry.create();
		List<String> seen = new ArrayList<>();
		registry.observationConfig().observationHandler(new TextCollector(seen));
		client().requireIdempotency(false)
			.observationRegistry(registry)
			.token(TOKEN)
			.build()
			.task(AdcpTask.CREATE_MEDIA_BUY)
			.idempotencyKey(KEY)
			.call(JsonNode.class);
		TestObservationRegistryAssert.assertThat(registry)
			.hasNumberOfObservationsWithNameEqualTo("adcp.client.attempt", 2)
			.hasObservationWithNameEqualTo("adcp.client.call")
			.that()
			.hasLowCardinalityKeyValue("adcp.task", AdcpTask.CREATE_MEDIA_BUY)
			.hasLowCardinalityKeyValue("adcp.agent", "acme")
			.hasLowCardinalityKeyValue("adcp.outcome", "success")
			.hasHighCardinalityKeyValue("adcp.attempts", "2")
			.hasBeenStopped();
		assertThat(seen).hasSize(3).noneMatch((text) -> text.contains(KEY) || text.contains(TOKEN));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://seller.example/mcp", "ftp://seller.example/mcp",
			"https://me:secret@seller.example/mcp", "/mcp", "http://127.0.0.1.seller.example/mcp" })
	void refusesUnsafeUrls(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> McpTransport.builder(URI.create(url)).build())
			.withMessageNotContaining("me:secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://seller.example/mcp", "http://localhost:1/mcp", "http://127.0.0.1/mcp",
			"http://[::1]:8080/mcp" })
	void acceptsHttpsAndLoopback(String url) {
		assertThat(McpTransport.builder(URI.create(url)).build()).isNotNull();
	}

	@Test
	void allowsInsecureHttpWhereSaidSo() {
		URI url = URI.create("http://seller.example/mcp");
		assertThat(McpTransport.builder(url).allowInsecureHttp(true).build()).isNotNull();
	}

	private String sentKey(int index) {
		return this.seller.requests().get(index).arguments().path("idempotency_key").stringValue();
	}

	private AdcpClientBuilder client() {
		return AdcpClient.builder("acme", McpTransport.builder(this.seller.url()).build())
			.attemptTimeout(Duration.ofSeconds(5));
	}

	record Buy(@JsonProperty("idempotency_key") @Nullable String key, int budget) {

	}

	record TextCollector(List<String> seen) implements ObservationHandler<Observation.Context> {

		@Override
		public void onStop(Observation.Context context) {
			this.seen.add(context + " " + context.getError());
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	record RecordingListener(List<String> events) implements AdcpClientListener {

		@Override
		public void onCall(AdcpCall call) {
			this.events.add(call.task() + " called");
		}

		@Override
		public void onAttempt(AdcpCall call, int attempt) {
			this.events.add(call.task() + " attempt " + attempt);
		}

		@Override
		public void onRetry(AdcpCall call, int attempt, AdcpException failure, Duration wait) {
			this.events.add(call.task() + " retry " + attempt);
		}

		@Override
		public void onSuccess(AdcpCall call, AdcpResult<JsonNode> result) {
			this.events.add(call.task() + " success");
			throw new IllegalStateException("must not matter");
		}

	}

}
