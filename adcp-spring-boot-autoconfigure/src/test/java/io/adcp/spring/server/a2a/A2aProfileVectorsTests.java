package io.adcp.spring.server.a2a;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.adcp.spring.testing.HttpCalls;
import io.adcp.spring.testing.OfficialVectors;
import io.adcp.spring.wire.A2aVersion;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * AdCP's official vectors for messages over A2A.
 */
@SpringBootTest(classes = A2aSeller.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:a2a-vectors;DB_CLOSE_DELAY=-1", A2aSeller.ENABLED })
class A2aProfileVectorsTests {

	/**
	 * The vectors' own tasks, of which this seller has not all, and no task that waits.
	 */
	private static final List<Integer> ROUTED = List.of(-32001, -32602);

	@LocalServerPort
	private int port;

	@TestFactory
	List<DynamicTest> takesTheMessagesThatAreValidAndRefusesTheRest() {
		JsonNode vectors = OfficialVectors.read("a2a-profile-extension-v3.json").path("invocation_vectors");
		assertThat(vectors).hasSizeGreaterThanOrEqualTo(9);
		return StreamSupport.stream(vectors.spliterator(), false)
			.map((vector) -> DynamicTest.dynamicTest(vector.path("id").asString(), () -> check(vector)))
			.toList();
	}

	private void check(JsonNode vector) {
		String message = A2aCalls.message("SendMessage", "{\"message\":" + vector.path("message") + "}");
		String[] headers = vector.path("headers")
			.propertyStream()
			.flatMap((header) -> Stream.of(header.getKey(), header.getValue().asString()))
			.toArray(String[]::new);
		JsonNode answer = HttpCalls.json(new HttpCalls(this.port).post(A2aCalls.PATH, message, headers));
		int code = answer.at("/error/code").asInt(0);
		if (vector.path("valid").asBoolean() && isServed(vector)) {
			assertThat(answer.path("result").has("task")).as(answer.toString()).isTrue();
		}
		else if (vector.path("valid").asBoolean()) {
			assertThat(code).isIn(ROUTED);
		}
		else {
			assertThat(code).as(vector.path("expected_error").asString()).isIn(-32602, -32005, -32008);
		}
	}

	private static boolean isServed(JsonNode vector) {
		String parts = vector.at("/message/parts").toString();
		return parts.contains("\"get_products\"") && !vector.path("message").has("taskId");
	}

	@TestFactory
	List<DynamicTest> theCardHasWhatAValidCardHas() {
		JsonNode vectors = OfficialVectors.read("a2a-profile-extension-v3.json").path("advertisement_vectors");
		JsonNode card = HttpCalls.json(new HttpCalls(this.port).send("GET", A2aVersion.CARD_PATH, null, null));
		return StreamSupport.stream(vectors.spliterator(), false)
			.filter((vector) -> vector.path("valid").asBoolean())
			.map((vector) -> DynamicTest.dynamicTest(vector.path("id").asString(), () -> {
				assertThat(card.propertyNames()).containsAll(vector.path("agent_card").propertyNames());
				JsonNode extension = card.at("/capabilities/extensions/0");
				assertThat(extension.path("uri")).isEqualTo(vector.at("/agent_card/capabilities/extensions/0/uri"));
				assertThat(extension.path("required").asBoolean()).isTrue();
				assertThat(extension.has("params")).isFalse();
				assertThat(card.path("skills").valueStream().map((skill) -> skill.path("id").asString()))
					.contains("get_adcp_capabilities");
			}))
			.toList();
	}

}
