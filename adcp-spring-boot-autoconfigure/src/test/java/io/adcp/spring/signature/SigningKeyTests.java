package io.adcp.spring.signature;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Keys that sign, and what is published of them.
 */
class SigningKeyTests {

	// Coordinates with leading zeros come up once in 256 times.
	@RepeatedTest(300)
	void whatIsPublishedIsThePublicKey() throws GeneralSecurityException {
		for (String algorithm : new String[] { "Ed25519", "EC" }) {
			KeyPair pair = pair(algorithm, 256);
			VerificationKey read = VerificationKey
				.ofJwk(SigningKey.of("k", pair.getPrivate(), pair.getPublic()).toJwk("webhook-signing"));
			assertThat(read.key()).isEqualTo(pair.getPublic());
		}
	}

	@ParameterizedTest
	@CsvSource({ "Ed25519, ed25519, EdDSA", "EC, ecdsa-p256-sha256, ES256" })
	void thePublishedKeySaysWhatItIsForAndNothingSecret(String algorithm, String parameter, String jwkName)
			throws GeneralSecurityException {
		KeyPair pair = pair(algorithm, 256);
		SigningKey key = SigningKey.of("2026-01", pair.getPrivate(), pair.getPublic());
		assertThat(key.algorithm().parameter()).isEqualTo(parameter);
		assertThat(key.toJwk("webhook-signing")).containsEntry("kid", "2026-01")
			.containsEntry("alg", jwkName)
			.containsEntry("use", "sig")
			.containsEntry("adcp_use", "webhook-signing")
			.doesNotContainKey("d");
		assertThat(VerificationKey.ofJwk(key.toJwk("webhook-signing")).isFor(SignatureProfile.WEBHOOK.keyUses()))
			.isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Ed25519", "EC" })
	void aPrivateJwkIsRead(String algorithm) throws GeneralSecurityException {
		KeyPair pair = pair(algorithm, 256);
		Map<String, Object> jwk = new HashMap<>(
				SigningKey.of("k", pair.getPrivate(), pair.getPublic()).toJwk("webhook-signing"));
		jwk.remove("alg");
		jwk.put("d", Base64.getUrlEncoder().withoutPadding().encodeToString(secret(pair)));
		assertThat(SigningKey.ofJwk(jwk).toJwk("x")).containsEntry("x", jwk.get("x"));
	}

	@Test
	void halvesThatDontBelongTogetherAreRefused() throws GeneralSecurityException {
		KeyPair one = pair("Ed25519", 255);
		KeyPair other = pair("Ed25519", 255);
		assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of("k", one.getPrivate(), other.getPublic()))
			.withMessageContaining("belong together");
		KeyPair curve = pair("EC", 256);
		assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of("k", curve.getPrivate(), one.getPublic()));
	}

	@ParameterizedTest
	@CsvSource({ "EC, 384", "RSA, 2048", "Ed448, 448" })
	void otherAlgorithmsAreRefused(String algorithm, int size) throws GeneralSecurityException {
		KeyPair pair = pair(algorithm, size);
		assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of("k", pair.getPrivate(), pair.getPublic()))
			.withMessageContaining("neither Ed25519 nor P-256");
	}

	@Test
	void aPublicJwkDoesNotSign() throws GeneralSecurityException {
		KeyPair pair = pair("Ed25519", 255);
		Map<String, Object> jwk = SigningKey.of("k", pair.getPrivate(), pair.getPublic()).toJwk("webhook-signing");
		assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.ofJwk(jwk)).withMessageContaining("no d");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "a\"b", "a\\b", "k\u00e9y" })
	void anIdThatWouldBreakAHeaderIsRefused(String id) throws GeneralSecurityException {
		KeyPair pair = pair("Ed25519", 255);
		assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of(id, pair.getPrivate(), pair.getPublic()));
	}

	private static byte[] secret(KeyPair pair) {
		if (pair.getPrivate() instanceof EdECPrivateKey edwards) {
			return edwards.getBytes().orElseThrow();
		}
		BigInteger number = ((ECPrivateKey) pair.getPrivate()).getS();
		return number.toByteArray();
	}

	private static KeyPair pair(String algorithm, int size) throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
		if (!algorithm.startsWith("Ed")) {
			generator.initialize(size);
		}
		return generator.generateKeyPair();
	}

}
