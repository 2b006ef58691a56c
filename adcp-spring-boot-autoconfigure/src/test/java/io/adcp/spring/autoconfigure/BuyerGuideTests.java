package io.adcp.spring.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.autoconfigure.client.AdcpClientAutoConfiguration;
import io.adcp.spring.autoconfigure.client.ImportAdcpClients;
import io.adcp.spring.client.AdcpAnswer;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpResult;
import io.adcp.spring.client.AdcpTokenSupplier;
import io.adcp.spring.client.AdcpTransport;
import io.adcp.spring.client.AdcpTransportException;
import io.adcp.spring.client.AdcpUnknownOutcomeException;
import io.adcp.spring.client.IdempotencyKeyScope;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The code of {@code docs/buyer.md}: each of its Java examples stands here, compiles and
 * does what the guide says.
 */
class BuyerGuideTests {

	private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	private final ObjectNode answer = JsonMapper.shared().createObjectNode().put("media_buy_id", "mb-1");

	private final List<AdcpCall> sent = new ArrayList<>();

	private final AdcpClient client = AdcpClient.builder("acme", (call, token) -> {
		this.sent.add(call);
		return Mono.just(new AdcpAnswer(this.answer, false));
	}).requireIdempotency(false).build();

	private final Campaign request = new Campaign("summer");

	private final Orders orders = new Orders();

	@Test
	void everyExampleStandsHereOrInTheGuidesOwnClass() throws IOException {
		String source = withoutSpace(Files
			.readString(Path.of("src/test/java/io/adcp/spring/autoconfigure/BuyerGuideTests.java"))
				+ Files.readString(Path.of("src/test/java/io/adcp/spring/client/BuyerGuide.java"))
				+ Files.readString(Path.of("src/test/java/io/adcp/spring/test/AutoConfigureAdcpSellerTests.java")));
		Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../docs/buyer.md")));
		int count = 0;
		while (example.find()) {
			count++;
			assertThat(source).contains(withoutSpace(example.group(1)));
		}
		assertThat(count).isGreaterThan(7);
	}

	private static String withoutSpace(String text) {
		return text.replaceAll("\\s+", "");
	}

	@Test
	void call() {
		AdcpResult<MediaBuy> result = client.createMediaBuy(request).call(MediaBuy.class);
		String mediaBuyId = result.body().mediaBuyId();
		assertThat(mediaBuyId).isEqualTo("mb-1");
	}

	@Test
	void otherTypesAndTasks() {
		AdcpResult<Map<String, Object>> products = client.getProducts(Map.of("brief", "shoes"))
			.call(new ParameterizedTypeReference<>() {
			});

		AdcpResult<JsonNode> special = client.task("acme_special").keyed(true).body(request).call(JsonNode.class);
		assertThat(products.body()).containsKey("media_buy_id");
		assertThat(special.idempotencyKey()).isNotNull();
	}

	@Test
	void tokens() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AdcpClientAutoConfiguration.class))
			.withUserConfiguration(Tokens.class)
			.withPropertyValues("adcp.client.agents.acme.url=https://acme.example/mcp")
			.run((context) -> {
				AdcpTokenSupplier supplier = context.getBean(AdcpTokenSupplier.class);
				assertThat(supplier.token("acme", null).block()).isEqualTo("current");
				assertThat(supplier.token("acme", "current").block()).isEqualTo("in the place of current");
			});
	}

	@Test
	void keys() {
		Order order = new Order(IdempotencyKey.generate());
		Campaign campaign = this.request;
		SalesAgent salesAgent = this.client.proxy(SalesAgent.class);
		client.createMediaBuy(request).idempotencyKey(order.key()).call(MediaBuy.class);

		try (IdempotencyKeyScope scope = AdcpClient.useIdempotencyKey(order.key())) {
			salesAgent.create(campaign);
		}

		AdcpClient.useIdempotencyKey(order.key(), () -> salesAgent.create(campaign));
		assertThat(this.sent).extracting(AdcpCall::idempotencyKey).hasSize(3).containsOnly(order.key());
	}

	@Test
	void acrossRestarts() {
		buy(this.request);
		resumeAll();
		assertThat(this.sent).hasSize(2);
		assertThat(this.sent.get(1)).isEqualTo(this.sent.get(0));
		assertThat(this.orders.answers).hasSize(1);
	}

	private void buy(Campaign campaign) {
		AdcpCall call = client.createMediaBuy(campaign).prepare();
		orders.store(campaign, call.toJson());
		AdcpResult<MediaBuy> result = client.resume(call, MediaBuy.class);
		assertThat(result.body().mediaBuyId()).isEqualTo("mb-1");
	}

	private void resumeAll() {
		for (String stored : orders.unanswered()) {
			AdcpResult<MediaBuy> result = client.resume(AdcpCall.fromJson(stored), MediaBuy.class);
			orders.answered(result.body());
		}
	}

	@Test
	void fromTheStoreOnly() {
		String stored = this.client.createMediaBuy(this.request).prepare().toJson();
		assertThat(read(new Row(false, stored)).executionPossible()).isFalse();
		assertThat(read(new Row(true, stored)).executionPossible()).isTrue();
	}

	private static AdcpCall read(Row row) {
		AdcpCall call = row.marked() ? AdcpCall.fromJson(row.call()) : AdcpCall.unsentFromJson(row.call());
		return call;
	}

	@Test
	void retryingAroundTheClient() {
		Order order = new Order(IdempotencyKey.generate());
		Campaign campaign = this.request;
		SalesAgent salesAgent = lossy().proxy(SalesAgent.class);
		RetryTemplate retries = new RetryTemplate(
				RetryPolicy.builder().maxRetries(2).delay(Duration.ofMillis(1)).build());
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(() -> {
			try (IdempotencyKeyScope scope = AdcpClient.useIdempotencyKey(order.key())) {
				retries.invoke(() -> salesAgent.create(campaign));
			}
		});
		assertThat(this.sent).extracting(AdcpCall::idempotencyKey).hasSize(3).containsOnly(order.key());
	}

	@Test
	void correctionUnderTheSameKey() {
		Campaign corrected = new Campaign("autumn");
		try {
			lossy().createMediaBuy(this.request).call(MediaBuy.class);
		}
		catch (AdcpUnknownOutcomeException ex) {
			client.createMediaBuy(corrected).idempotencyKey(ex.idempotencyKey()).call(MediaBuy.class);
		}
		assertThat(this.sent).hasSize(2);
		assertThat(this.sent.get(1).idempotencyKey()).isEqualTo(this.sent.get(0).idempotencyKey());
	}

	private AdcpClient lossy() {
		return AdcpClient.builder("acme", (call, token) -> {
			this.sent.add(call);
			return Mono.error(AdcpTransportException.noAnswer(call, "Lost on the way", null, null));
		}).requireIdempotency(false).retryPolicy(RetryPolicy.withMaxRetries(0)).build();
	}

	@Test
	void errors() {
		AdcpTransport lossy = (call, token) -> Mono
			.error(AdcpTransportException.noAnswer(call, "Lost on the way", null, null));
		AdcpClient client = AdcpClient.builder("acme", lossy)
			.requireIdempotency(false)
			.retryPolicy(RetryPolicy.withMaxRetries(0))
			.build();
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(() -> buyOrKeep(client, this.request));
		assertThat(this.orders.calls).hasSize(1);
	}

	private MediaBuy buyOrKeep(AdcpClient client, Campaign campaign) {
		try {
			return client.createMediaBuy(campaign).call(MediaBuy.class).body();
		}
		catch (AdcpUnknownOutcomeException ex) {
			orders.store(campaign, ex.call().toJson());
			throw ex;
		}
	}

	@Test
	void fakeSeller() {
		AdcpTransport fake = (call, token) -> Mono.just(new AdcpAnswer(answer, false));
		AdcpClient client = AdcpClient.builder("acme", fake).requireIdempotency(false).build();
		assertThat(client.createMediaBuy(this.request).call(MediaBuy.class).body().mediaBuyId()).isEqualTo("mb-1");
	}

	record Campaign(@JsonProperty("buyer_ref") String name) {

	}

	record MediaBuy(@JsonProperty("media_buy_id") String mediaBuyId) {

	}

	record Order(String key) {

	}

	record Row(boolean marked, String call) {

	}

	static class Orders {

		final Map<String, String> calls = new LinkedHashMap<>();

		final List<MediaBuy> answers = new ArrayList<>();

		void store(Campaign campaign, String call) {
			this.calls.put(campaign.name(), call);
		}

		List<String> unanswered() {
			return List.copyOf(this.calls.values());
		}

		void answered(MediaBuy mediaBuy) {
			this.answers.add(mediaBuy);
		}

	}

	static class TokenService {

		Mono<String> current() {
			return Mono.just("current");
		}

		Mono<String> renew(String rejected) {
			return Mono.just("in the place of " + rejected);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(TokenService.class)
	static class Tokens {

		@Bean
		@Qualifier("acme")
		AdcpTokenSupplier acmeTokens(TokenService tokens) {
			return (agent, rejected) -> (rejected == null) ? tokens.current() : tokens.renew(rejected);
		}

	}

	interface SalesAgent {

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		MediaBuy create(Campaign campaign);

		@AdcpTask(AdcpTask.GET_MEDIA_BUYS)
		Mono<AdcpResult<JsonNode>> mediaBuys();

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAdcpClients(agent = "acme", value = SalesAgent.class)
	class Sellers {

	}

}
