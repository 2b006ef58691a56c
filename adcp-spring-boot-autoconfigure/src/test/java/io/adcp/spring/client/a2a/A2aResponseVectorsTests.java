package io.adcp.spring.client.a2a;

import java.util.List;
import java.util.stream.StreamSupport;

import io.adcp.spring.testing.OfficialVectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * AdCP's official vectors for what A2A answers.
 */
class A2aResponseVectorsTests {

	@TestFactory
	List<DynamicTest> findsTheAnswerWhereA2aHasIt() {
		JsonNode vectors = OfficialVectors.read("a2a-response-extraction.json").path("vectors");
		assertThat(vectors).hasSizeGreaterThanOrEqualTo(31);
		return StreamSupport.stream(vectors.spliterator(), false)
			.map((vector) -> DynamicTest.dynamicTest(vector.path("id").asString(), () -> checkAnswer(vector)))
			.toList();
	}

	private static void checkAnswer(JsonNode vector) {
		A2aResult result = A2aResult.read(vector.path("response"));
		ObjectNode content = (result != null) ? result.content() : null;
		boolean wrapper = result != null && content != null && result.isWrapper(content);
		assertThat(wrapper).isEqualTo(vector.path("expected_error_type").asString("").equals("wrapper_detected"));
		if (!wrapper) {
			JsonNode expected = vector.path("expected_data");
			assertThat(content).isEqualTo(expected.isNull() ? null : expected);
		}
	}

	@TestFactory
	List<DynamicTest> findsTheErrorWhereA2aHasIt() {
		JsonNode vectors = OfficialVectors.read("transport-error-mapping.json").path("vectors");
		List<JsonNode> ours = StreamSupport.stream(vectors.spliterator(), false)
			.filter((vector) -> vector.path("transport").asString().equals("a2a"))
			.toList();
		assertThat(ours).hasSizeGreaterThanOrEqualTo(5);
		return ours.stream()
			.map((vector) -> DynamicTest.dynamicTest(vector.path("id").asString(), () -> checkError(vector)))
			.toList();
	}

	private static void checkError(JsonNode vector) {
		ObjectNode error = A2aResult.error(vector.path("response"));
		JsonNode expected = vector.path("expected_error");
		assertThat((error != null) ? error.path("adcp_error") : null).isEqualTo(expected.isNull() ? null : expected);
	}

}
