package io.adcp.spring.client;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.client.AdcpTransport.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class TaskMethodsTests {

	private final AdcpClient client = AdcpClient.builder("acme",
			(call, token) -> Mono.just(new Answer(JsonMapper.shared()
				.createObjectNode()
				.put("task", call.task())
				.put("arguments", new String(call.arguments())), false)))
		.requireIdempotency(false)
		.build();

	static Stream<Method> shortForms() {
		return Stream
			.concat(Arrays.stream(TaskMethods.class.getMethods()),
					Arrays.stream(ReactiveTaskMethods.class.getMethods()))
			.filter(Method::isDefault);
	}

	@ParameterizedTest
	@MethodSource("shortForms")
	void callsTheTaskOfItsName(Method method) throws Exception {
		boolean reactive = method.getDeclaringClass() == ReactiveTaskMethods.class;
		Object answer = Objects.requireNonNull(
				method.invoke(reactive ? this.client.reactive() : this.client, Map.of("a", 1), JsonNode.class));
		AdcpResult<?> result = (AdcpResult<?>) Objects.requireNonNull(reactive ? ((Mono<?>) answer).block() : answer);
		JsonNode body = (JsonNode) result.body();
		assertThat(body.path("task").asString()).isEqualTo(taskName(method));
		assertThat(body.path("arguments").asString()).contains("\"a\":1");
		assertThat(result.idempotencyKey() != null).isEqualTo(AdcpTaskCatalog.isKeyed(taskName(method)));
	}

	@Test
	void thereIsOneForEachKeyedTaskInBothClients() {
		for (Class<?> type : new Class<?>[] { TaskMethods.class, ReactiveTaskMethods.class }) {
			assertThat(Arrays.stream(type.getMethods()).map(TaskMethodsTests::taskName))
				.containsAll(AdcpTaskCatalog.all()
					.stream()
					.filter(AdcpTaskCatalog.Definition::keyed)
					.map(AdcpTaskCatalog.Definition::name)
					.toList());
		}
	}

	private static String taskName(Method method) {
		return method.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
	}

}
