package io.adcp.spring.client.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.adcp.spring.testing.OfficialVectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HmacWebhookSourceTests {

	@Test
	void theOfficialSignaturesAreAcceptedWithinTheirWindow() {
		JsonNode vectors = OfficialVectors.read("webhook-hmac-sha256.json");
		HmacWebhookSource sender = new HmacWebhookSource(vectors.path("secret").stringValue());
		for (JsonNode vector : vectors.path("vectors")) {
			long seconds = vector.path("timestamp").asLong();
			WebhookRequest request = request(vector.path("raw_body").stringValue(), Long.toString(seconds),
					vector.path("expected_signature").stringValue());
			String id = vector.path("id").asString();
			assertThatCode(() -> sender.verify(request, Instant.ofEpochSecond(seconds))).as(id)
				.doesNotThrowAnyException();
			refuses(sender, request, seconds + 301, "webhook_signature_window_invalid");
			refuses(sender, request(vector.path("raw_body").stringValue() + " ", Long.toString(seconds),
					vector.path("expected_signature").stringValue()), seconds, "webhook_signature_invalid");
		}
	}

	@Test
	void whatHasNoSignatureIsRefused() {
		HmacWebhookSource sender = new HmacWebhookSource("s".repeat(32));
		refuses(sender, new WebhookRequest("acme", "https://b.example", Map.of(), new byte[0]), 0,
				"webhook_signature_header_malformed");
		refuses(sender, request("{}", "soon", "sha256=00"), 0, "webhook_signature_header_malformed");
		refuses(sender, request("{}", "0", "md5"), 0, "webhook_signature_invalid");
		assertThatIllegalArgumentException().isThrownBy(() -> new HmacWebhookSource("short"));
	}

	private static void refuses(HmacWebhookSource sender, WebhookRequest request, long now, String code) {
		assertThatExceptionOfType(WebhookRefusedException.class)
			.isThrownBy(() -> sender.verify(request, Instant.ofEpochSecond(now)))
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo(code));
	}

	private static WebhookRequest request(String body, String timestamp, String signature) {
		return new WebhookRequest("acme", "https://b.example",
				Map.of("X-ADCP-Timestamp", List.of(timestamp), "X-ADCP-Signature", List.of(signature)),
				body.getBytes(StandardCharsets.UTF_8));
	}

}
