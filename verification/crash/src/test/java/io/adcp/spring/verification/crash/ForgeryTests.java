package io.adcp.spring.verification.crash;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.adcp.spring.signature.InvalidSignatureException;
import io.adcp.spring.signature.MessageVerifier;
import io.adcp.spring.signature.Nonces;
import io.adcp.spring.signature.SignatureProfile;
import io.adcp.spring.signature.SignedMessage;
import io.adcp.spring.signature.SigningKey;
import io.adcp.spring.signature.VerificationKey;
import io.adcp.spring.signature.VerificationKeys;
import io.adcp.spring.verification.crash.Forgery.Keys;
import io.adcp.spring.verification.crash.Forgery.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link Forgery}: what a signature alone gives away, and what needs a receiver
 * that looks closer.
 */
class ForgeryTests {

	private static final String URL = "http://127.0.0.1:1/adcp/webhooks/acme";

	private static final byte[] BODY = """
			{"idempotency_key":"event-0123456789abcdef","operation_id":"op","task_id":"t","status":"completed",\
			"result":{"media_buy_id":"mb-1"}}""".getBytes(StandardCharsets.UTF_8);

	private final SigningKey seller = newKey("seller");

	private final Keys keys = new Keys(this.seller, newKey("other"), newKey("seller"), newKey("nobody"));

	private final Set<String> nonces = new HashSet<>();

	private final MessageVerifier verifier = new MessageVerifier(SignatureProfile.WEBHOOK, new OnlySeller(this.seller),
			new Nonces() {

				@Override
				public boolean hasRoom(String keyId) {
					return true;
				}

				@Override
				public boolean take(String keyId, String nonce, Instant until) {
					return ForgeryTests.this.nonces.add(nonce);
				}

			});

	private final SentWebhook webhook = webhook();

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "WRONG_OPERATION", "CHANGED_EVENT", "REPEATED", "LATE" })
	void aSignatureGivesItAway(Forgery forgery) throws InvalidSignatureException {
		verify(new Message(URL, this.webhook.signature(), BODY));
		Message forged = forgery.of(this.webhook, this.keys);
		assertThatExceptionOfType(InvalidSignatureException.class).isThrownBy(() -> verify(forged));
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.INCLUDE, names = { "WRONG_OPERATION", "CHANGED_EVENT", "REPEATED", "LATE" })
	void theSignatureIsTheSellersOwn(Forgery forgery) throws InvalidSignatureException {
		verify(new Message(URL, this.webhook.signature(), BODY));
		Message signed = forgery.of(this.webhook, this.keys);
		assertThatNoException().isThrownBy(() -> verify(signed));
	}

	@Test
	void onlyARepetitionHasTheSameBody() {
		assertThat(Forgery.REPEATED.of(this.webhook, this.keys).body()).isEqualTo(BODY);
		for (Forgery forgery : List.of(Forgery.CHANGED_EVENT, Forgery.WRONG_OPERATION, Forgery.LATE)) {
			assertThat(forgery.of(this.webhook, this.keys).body()).isNotEqualTo(BODY);
		}
	}

	private SentWebhook webhook() {
		Map<String, String> signature = this.seller.signer(SignatureProfile.WEBHOOK)
			.sign("POST", URL, "application/json", BODY, Instant.now());
		return SentWebhook.of(URL, lists(signature), BODY, true);
	}

	private void verify(Message message) throws InvalidSignatureException {
		Map<String, List<String>> headers = lists(message.signature());
		headers.put("Content-Type", List.of("application/json"));
		this.verifier.verify(new SignedMessage("POST", message.url(), headers, message.body()), Instant.now());
	}

	private static Map<String, List<String>> lists(Map<String, String> headers) {
		return headers.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (header) -> List.of(header.getValue())));
	}

	private static SigningKey newKey(String id) {
		try {
			KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
			return SigningKey.of(id, pair.getPrivate(), pair.getPublic());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private record OnlySeller(SigningKey key) implements VerificationKeys {

		@Override
		public @Nullable VerificationKey find(String id) {
			return id.equals(this.key.id()) ? VerificationKey.ofJwk(this.key.toJwk("webhook-signing")) : null;
		}

		@Override
		public Revocation revocation(String id) {
			return Revocation.NONE;
		}

	}

}
