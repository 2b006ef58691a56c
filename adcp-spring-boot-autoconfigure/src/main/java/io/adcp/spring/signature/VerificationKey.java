package io.adcp.spring.signature;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A key that another party has published.
 *
 * @param id the key's id
 * @param algorithm the one algorithm that it is for
 * @param key the key
 * @param uses the purposes that it was published for, {@code adcp_use}; empty where its
 * other fields don't allow it to verify signatures
 * @since 0.1.0
 */
public record VerificationKey(String id, SignatureAlgorithm algorithm, PublicKey key, Collection<String> uses) {

	/**
	 * Read a JWK.
	 * @param jwk the JWK's fields
	 * @return the key
	 * @throws IllegalArgumentException if the JWK is none of the two kinds that AdCP
	 * allows
	 */
	public static VerificationKey ofJwk(Map<String, ?> jwk) {
		String id = text(jwk, "kid");
		try {
			return switch (text(jwk, "crv")) {
				case "Ed25519" ->
					new VerificationKey(id, require(jwk, SignatureAlgorithm.ED25519), ed25519(jwk), uses(jwk));
				case "P-256" ->
					new VerificationKey(id, require(jwk, SignatureAlgorithm.ECDSA_P256_SHA256), p256(jwk), uses(jwk));
				default -> throw new IllegalArgumentException("The key is on a curve that AdCP does not allow");
			};
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("The key is malformed", ex);
		}
	}

	boolean isFor(Collection<String> wanted) {
		return this.uses.stream().anyMatch(wanted::contains);
	}

	private static SignatureAlgorithm require(Map<String, ?> jwk, SignatureAlgorithm algorithm) {
		if (!algorithm.jwkName().equals(jwk.get("alg"))) {
			throw new IllegalArgumentException("The key's curve and algorithm don't go together");
		}
		return algorithm;
	}

	private static Collection<String> uses(Map<String, ?> jwk) {
		boolean verifies = "sig".equals(jwk.get("use")) && jwk.get("key_ops") instanceof Collection<?> operations
				&& operations.contains("verify");
		return (verifies && jwk.get("adcp_use") instanceof String use) ? List.of(use) : List.of();
	}

	// RFC 8032, section 5.1.2: the bytes are in reverse, and the top bit is the sign of
	// x.
	private static PublicKey ed25519(Map<String, ?> jwk) throws GeneralSecurityException {
		byte[] bytes = bytes(jwk, "x");
		if (bytes.length != 32) {
			throw new IllegalArgumentException("The key is malformed");
		}
		boolean odd = bytes[31] < 0;
		bytes[31] &= 0x7f;
		EdECPoint point = new EdECPoint(odd, new BigInteger(1, reversed(bytes)));
		return KeyFactory.getInstance("Ed25519")
			.generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
	}

	static byte[] reversed(byte[] bytes) {
		byte[] reversed = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			reversed[i] = bytes[bytes.length - 1 - i];
		}
		return reversed;
	}

	private static PublicKey p256(Map<String, ?> jwk) throws GeneralSecurityException {
		ECPoint point = new ECPoint(new BigInteger(1, bytes(jwk, "x")), new BigInteger(1, bytes(jwk, "y")));
		return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, p256()));
	}

	static ECParameterSpec p256() throws GeneralSecurityException {
		AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
		parameters.init(new ECGenParameterSpec("secp256r1"));
		return parameters.getParameterSpec(ECParameterSpec.class);
	}

	private static byte[] bytes(Map<String, ?> jwk, String name) {
		return Base64.getUrlDecoder().decode(text(jwk, name));
	}

	private static String text(Map<String, ?> jwk, String name) {
		if (jwk.get(name) instanceof String value) {
			return value;
		}
		throw new IllegalArgumentException("The key has no " + name);
	}

}
