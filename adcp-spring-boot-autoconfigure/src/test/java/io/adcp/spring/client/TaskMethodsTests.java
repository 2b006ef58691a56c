package io.adcp.spring.client;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.IdempotencyKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;

class TaskMethodsTests {

	private final AdcpClient client = AdcpClient.builder("acme",
			(call, token) -> Mono.just(new AdcpAnswer(JsonMapper.shared()
				.createObjectNode()
				.put("task", call.task())
				.put("arguments", new String(call.arguments())), false)))
		.requireIdempotency(false)
		.build();

	static Stream<Method> shortForms() {
		return Arrays.stream(TaskMethods.class.getMethods()).filter(Method::isDefault);
	}

	@ParameterizedTest
	@MethodSource("shortForms")
	void startsACallOfTheTaskOfItsName(Method method) throws Exception {
		AdcpRequest request = (AdcpRequest) method.invoke(this.client, Map.of("a", 1));
		AdcpResult<JsonNode> result = Objects.requireNonNull(request).call(JsonNode.class);
		assertThat(result.body().path("task").asString()).isEqualTo(taskName(method));
		assertThat(result.body().path("arguments").asString()).contains("\"a\":1");
		assertThat(result.idempotencyKey() != null).isEqualTo(AdcpTaskCatalog.isKeyed(taskName(method)));
	}

	@Test
	void thereIsOneForEachKeyedTask() {
		assertThat(shortForms().map(TaskMethodsTests::taskName)).containsAll(AdcpTaskCatalog.all()
			.stream()
			.filter(AdcpTaskCatalog.Definition::keyed)
			.map(AdcpTaskCatalog.Definition::name)
			.toList());
	}

	@Test
	void aShortFormTakesWhatEveryRequestTakes() {
		String key = IdempotencyKey.generate();
		AdcpRequest request = this.client.createMediaBuy(null).idempotencyKey(key);
		assertThat(request.prepare().idempotencyKey()).isEqualTo(key);
		Map<String, Object> body = request.call(new ParameterizedTypeReference<Map<String, Object>>() {
		}).body();
		assertThat(body).containsEntry("task", AdcpTask.CREATE_MEDIA_BUY);
	}

	@Test
	void theReactiveClientHasTheSame() {
		String key = IdempotencyKey.generate();
		AdcpResult<JsonNode> result = Objects.requireNonNull(
				this.client.reactive().createMediaBuy(null).idempotencyKey(key).call(JsonNode.class).block());
		assertThat(result.idempotencyKey()).isEqualTo(key);
		assertThat(result.body().path("task").asString()).isEqualTo(AdcpTask.CREATE_MEDIA_BUY);
	}

	@Test
	void whatIsSaidAfterAReactiveCallWasMadeDoesNotChangeIt() {
		String key = IdempotencyKey.generate();
		ReactiveAdcpRequest request = this.client.reactive().createMediaBuy(null).idempotencyKey(key);
		Mono<AdcpResult<JsonNode>> call = request.call(JsonNode.class);
		request.idempotencyKey(IdempotencyKey.generate());
		assertThat(call.map((result) -> String.valueOf(result.idempotencyKey())).block()).isEqualTo(key);
	}

	private static String taskName(Method method) {
		return method.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
	}

}
