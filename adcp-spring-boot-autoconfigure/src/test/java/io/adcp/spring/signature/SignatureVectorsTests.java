package io.adcp.spring.signature;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.adcp.spring.testing.OfficialVectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * AdCP's official vectors for the signatures of webhooks.
 */
class SignatureVectorsTests {

	private static final String FOLDER = "webhook-signing/";

	@TestFactory
	List<DynamicTest> acceptsWhatIsSignedWell() {
		List<JsonNode> vectors = OfficialVectors.readAll(FOLDER + "positive");
		assertThat(vectors).hasSizeGreaterThanOrEqualTo(8);
		return vectors.stream().map((vector) -> test(vector, () -> {
			Harness harness = new Harness(vector);
			assertThat(harness.verify()).isEqualTo(vector.path("jwks_ref").path(0).asString());
			assertThatExceptionOfType(InvalidSignatureException.class).isThrownBy(harness::verify)
				.extracting(InvalidSignatureException::code)
				.isEqualTo("webhook_signature_replayed");
		})).toList();
	}

	@TestFactory
	List<DynamicTest> refusesTheRestWithTheCodeOfTheFirstStepThatFails() {
		List<JsonNode> vectors = OfficialVectors.readAll(FOLDER + "negative");
		assertThat(vectors).hasSizeGreaterThanOrEqualTo(21);
		return vectors.stream()
			.map((vector) -> test(vector,
					() -> assertThatExceptionOfType(InvalidSignatureException.class)
						.isThrownBy(() -> new Harness(vector).verify())
						.extracting(InvalidSignatureException::code)
						.isEqualTo(vector.path("expected_outcome").path("error_code").asString())))
			.toList();
	}

	@TestFactory
	List<DynamicTest> signsAsTheVectorsAreSigned() {
		return OfficialVectors.readAll(FOLDER + "positive").stream().map((vector) -> test(vector, () -> {
			String keyId = vector.path("jwks_ref").path(0).asString();
			JsonNode jwk = jwk(keyId);
			SignatureAlgorithm algorithm = VerificationKey.ofJwk(fields(jwk)).algorithm();
			JsonNode headers = vector.path("request").path("headers");
			SignatureInput input = SignatureInput.read(headers.path("Signature-Input").asString(), "sig1");
			assertThat(input).isNotNull();
			Map<String, String> signed = new MessageSigner(SignatureProfile.WEBHOOK, keyId, algorithm, privateKey(jwk))
				.sign("POST", vector.path("request").path("url").asString(), headers.path("Content-Type").asString(),
						headers.path("Content-Digest").asString(),
						Instant.ofEpochSecond(Long.parseLong(input.parameter("created"))), input.parameter("nonce"));
			assertThat(headers.path("Signature-Input").asString()).startsWith(signed.get("Signature-Input"));
			if (algorithm == SignatureAlgorithm.ED25519) {
				assertThat(headers.path("Signature").asString()).startsWith(signed.get("Signature"));
			}
		})).toList();
	}

	@Test
	void bringsUrlsIntoTheirForm() {
		JsonNode cases = OfficialVectors.read("request-signing/canonicalization.json").path("cases");
		assertThat(cases.size()).isGreaterThanOrEqualTo(37);
		for (JsonNode one : cases) {
			String url = one.path("input_url").asString();
			if (one.path("reject").asBoolean(false)) {
				assertThatIllegalArgumentException().as(url).isThrownBy(() -> TargetUri.of(url));
			}
			else {
				assertThat(TargetUri.of(url)).as(url)
					.isEqualTo(new TargetUri(one.path("expected_target_uri").asString(),
							one.path("expected_authority").asString()));
			}
		}
	}

	private static DynamicTest test(JsonNode vector, org.junit.jupiter.api.function.Executable check) {
		return DynamicTest.dynamicTest(vector.path("name").asString(), check);
	}

	private static JsonNode jwk(String keyId) {
		return OfficialVectors.read(FOLDER + "keys.json")
			.path("keys")
			.valueStream()
			.filter((key) -> key.path("kid").asString().equals(keyId))
			.findFirst()
			.orElseThrow();
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> fields(JsonNode jwk) {
		return JsonMapper.shared().convertValue(jwk, Map.class);
	}

	private static PrivateKey privateKey(JsonNode jwk) throws GeneralSecurityException {
		byte[] secret = Base64.getUrlDecoder().decode(jwk.path("_private_d_for_test_only").asString());
		if (jwk.path("kty").asString().equals("OKP")) {
			return KeyFactory.getInstance("Ed25519")
				.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, secret));
		}
		AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
		parameters.init(new ECGenParameterSpec("secp256r1"));
		return KeyFactory.getInstance("EC")
			.generatePrivate(new ECPrivateKeySpec(new BigInteger(1, secret),
					parameters.getParameterSpec(ECParameterSpec.class)));
	}

	/**
	 * A receiver in the state that a vector asks for.
	 */
	private static final class Harness implements VerificationKeys, Nonces {

		private final JsonNode vector;

		private final JsonNode state;

		private final Set<String> nonces = new HashSet<>();

		Harness(JsonNode vector) {
			this.vector = vector;
			this.state = vector.path("test_harness_state");
			this.state.path("replay_cache_entries")
				.forEach((entry) -> this.nonces
					.add(entry.path("keyid").asString() + " " + entry.path("nonce").asString()));
		}

		String verify() {
			JsonNode request = this.vector.path("request");
			Map<String, List<String>> headers = new HashMap<>();
			request.path("headers")
				.propertyStream()
				.forEach((header) -> headers.put(header.getKey(), List.of(header.getValue().asString())));
			SignedMessage message = new SignedMessage(request.path("method").asString(), request.path("url").asString(),
					headers, request.path("body").asString().getBytes(StandardCharsets.UTF_8));
			return new MessageVerifier(SignatureProfile.WEBHOOK, this, this).verify(message,
					Instant.ofEpochSecond(this.vector.path("reference_now").asLong()));
		}

		@Override
		public @Nullable VerificationKey find(String id) {
			JsonNode override = this.vector.path("jwks_override").path(id);
			if (override.isObject()) {
				return VerificationKey.ofJwk(fields(override));
			}
			boolean known = this.vector.path("jwks_ref").valueStream().anyMatch((kid) -> kid.asString().equals(id));
			return known ? VerificationKey.ofJwk(fields(jwk(id))) : null;
		}

		@Override
		public Revocation revocation(String id) {
			if (this.state.has("revocation_list_stale_seconds")) {
				return Revocation.UNKNOWN;
			}
			boolean revoked = this.state.path("revoked_kids")
				.valueStream()
				.anyMatch((kid) -> kid.asString().equals(id));
			return revoked ? Revocation.REVOKED : Revocation.NONE;
		}

		@Override
		public boolean hasRoom(String keyId) {
			return !this.state.path("per_keyid_cap_filled_for").asString("").equals(keyId);
		}

		@Override
		public boolean take(String keyId, String nonce, Instant until) {
			return this.nonces.add(keyId + " " + nonce);
		}

	}

}
