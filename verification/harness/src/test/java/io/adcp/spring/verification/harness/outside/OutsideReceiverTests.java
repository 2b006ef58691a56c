package io.adcp.spring.verification.harness.outside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.adcp.spring.signature.MessageSigner;
import io.adcp.spring.signature.SignatureAlgorithm;
import io.adcp.spring.signature.SignatureProfile;
import io.adcp.spring.verification.harness.outside.OutsideReceiver.Delivery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link OutsideReceiver}, and for {@link SignatureCheck} with what it keeps.
 */
class OutsideReceiverTests {

	private static final String BODY = "{\"task_id\":\"t-1\", \"status\":\"completed\"}";

	private final HttpClient client = HttpClient.newHttpClient();

	private final KeyPair keys;

	private final Path folder;

	private OutsideReceiver receiver;

	OutsideReceiverTests(@TempDir Path folder) throws Exception {
		this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
		this.folder = folder;
		this.receiver = new OutsideReceiver(folder, 0, OutsideReceiver.Settings.RELIABLE);
	}

	@AfterEach
	void stop() throws IOException {
		this.receiver.close();
	}

	@Test
	void aDeliveryIsAcceptedAndKeptWithHeadersAndBody() throws Exception {
		assertThat(deliver(Map.of("X-Kept", "yes"))).isEqualTo(204);
		this.receiver.close();
		this.receiver = new OutsideReceiver(this.folder, 0, OutsideReceiver.Settings.RELIABLE);
		Delivery kept = deliveries().get(0);
		assertThat(kept.path()).isEqualTo("/hooks/campaign-1?a=b");
		assertThat(new String(kept.body(), StandardCharsets.UTF_8)).isEqualTo(BODY);
		assertThat(kept.headers()).containsEntry("X-kept", List.of("yes"));
		assertThat(kept.answer()).isEqualTo(ReceiverAnswer.ACCEPTED);
	}

	@Test
	void itAnswersAsItIsTold() throws Exception {
		next(ReceiverAnswer.UNAVAILABLE);
		assertThat(deliver(Map.of())).isEqualTo(503);
		next(ReceiverAnswer.CLOSED);
		assertThatIOException().isThrownBy(() -> deliver(Map.of()));
		next(ReceiverAnswer.NEVER);
		assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(() -> deliver(Map.of()));
		assertThat(deliver(Map.of())).isEqualTo(204);
		assertThat(deliveries()).extracting(Delivery::answer)
			.containsExactly(ReceiverAnswer.UNAVAILABLE, ReceiverAnswer.CLOSED, ReceiverAnswer.NEVER,
					ReceiverAnswer.ACCEPTED);
	}

	@Test
	void aSignedDeliveryIsVerifiedAsOfTheMomentAtWhichItCame() throws Exception {
		deliver(signature(BODY));
		assertThat(check().fault(deliveries().get(0))).isNull();
	}

	@Test
	void aDeliveryWithoutSignatureIsFound() throws Exception {
		deliver(Map.of());
		assertThat(check().fault(deliveries().get(0))).isEqualTo("webhook_signature_header_malformed");
	}

	@Test
	void aDeliveryWithAnotherBodyThanTheSignedOneIsFound() throws Exception {
		deliver(signature("{}"));
		assertThat(check().fault(deliveries().get(0))).isEqualTo("webhook_signature_digest_mismatch");
	}

	@Test
	void aSignatureThatComesTwiceIsFound() throws Exception {
		Map<String, String> signature = signature(BODY);
		deliver(signature);
		deliver(signature);
		SignatureCheck check = check();
		assertThat(deliveries()).map(check::fault).containsExactly(null, "webhook_signature_replayed");
	}

	private Map<String, String> signature(String body) {
		return new MessageSigner(SignatureProfile.WEBHOOK, "key-1", SignatureAlgorithm.ED25519, this.keys.getPrivate())
			.sign("POST", address("/hooks/campaign-1?a=b").toString(), "application/json",
					body.getBytes(StandardCharsets.UTF_8), Instant.now());
	}

	private SignatureCheck check() {
		byte[] encoded = this.keys.getPublic().getEncoded();
		String x = Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
		JsonNode keySet = JsonMapper.shared().readTree("""
				{"keys":[{"kid":"key-1","kty":"OKP","crv":"Ed25519","alg":"EdDSA","use":"sig","key_ops":["verify"],\
				"adcp_use":"webhook-signing","x":"%s"}]}""".formatted(x));
		return new SignatureCheck(address("/"), keySet);
	}

	private void next(ReceiverAnswer answer) throws Exception {
		this.client.send(HttpRequest.newBuilder(address("/answers/" + answer)).PUT(BodyPublishers.noBody()).build(),
				BodyHandlers.discarding());
	}

	private int deliver(Map<String, String> headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(address("/hooks/campaign-1?a=b"))
			.timeout(Duration.ofSeconds(2))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(BODY));
		headers.forEach(request::header);
		return this.client.send(request.build(), BodyHandlers.discarding()).statusCode();
	}

	private List<Delivery> deliveries() throws Exception {
		HttpResponse<String> all = this.client.send(HttpRequest.newBuilder(address("/deliveries")).build(),
				BodyHandlers.ofString());
		return Delivery.all(JsonMapper.shared().readTree(all.body()));
	}

	private URI address(String path) {
		return URI.create("http://127.0.0.1:" + this.receiver.port() + path);
	}

}
