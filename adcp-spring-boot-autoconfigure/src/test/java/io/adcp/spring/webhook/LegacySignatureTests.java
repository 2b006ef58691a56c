package io.adcp.spring.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import io.adcp.spring.testing.OfficialVectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * AdCP's official vectors for legacy HMAC signatures.
 */
class LegacySignatureTests {

	@TestFactory
	List<DynamicTest> signsAsTheVectorsAreSigned() {
		JsonNode file = OfficialVectors.read("webhook-hmac-sha256.json");
		JsonNode vectors = file.path("vectors");
		assertThat(vectors.size()).isGreaterThanOrEqualTo(15);
		return vectors.valueStream().map((vector) -> DynamicTest.dynamicTest(vector.path("id").asString(), () -> {
			byte[] body = vector.path("raw_body").asString().getBytes(StandardCharsets.UTF_8);
			String secret = vector.path("secret").asString(file.path("secret").asString());
			assertThat(LegacySignature.sign(secret, body, Instant.ofEpochSecond(vector.path("timestamp").asLong())))
				.containsEntry("X-ADCP-Signature", vector.path("expected_signature").asString())
				.containsEntry("X-ADCP-Timestamp", vector.path("timestamp").asString());
		})).toList();
	}

}
