package io.adcp.spring.signature;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A key pair that signs, and whose public half is published.
 *
 * @since 0.1.0
 */
public final class SigningKey {

	private static final byte[] PROBE = { 1 };

	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

	private static final int BYTES = 32;

	private final String id;

	private final SignatureAlgorithm algorithm;

	private final PrivateKey privateKey;

	private final PublicKey publicKey;

	private SigningKey(String id, SignatureAlgorithm algorithm, PrivateKey privateKey, PublicKey publicKey) {
		this.id = id;
		this.algorithm = algorithm;
		this.privateKey = privateKey;
		this.publicKey = publicKey;
	}

	/**
	 * Create a key. The private half may be one that a provider of the JDK's keeps to
	 * itself, in a KMS for instance.
	 * @param id the id that it is published with; printable ASCII without quotes and
	 * backslashes
	 * @param privateKey the private half
	 * @param publicKey the public half
	 * @return the key
	 * @throws IllegalArgumentException if it is neither Ed25519 nor P-256, or if the
	 * halves don't belong together
	 */
	public static SigningKey of(String id, PrivateKey privateKey, PublicKey publicKey) {
		if (!id.matches("[\\x21-\\x7e&&[^\"\\\\]]{1,255}")) {
			throw new IllegalArgumentException("The key's id must be printable ASCII without spaces and quotes");
		}
		SignatureAlgorithm algorithm = algorithm(publicKey);
		if (!algorithm.verifies(publicKey, PROBE, algorithm.sign(privateKey, PROBE))) {
			throw new IllegalArgumentException("The private and the public key don't belong together");
		}
		return new SigningKey(id, algorithm, privateKey, publicKey);
	}

	/**
	 * Read a JWK with its private member {@code d}.
	 * @param jwk the JWK's fields; {@code alg} may be absent
	 * @return the key
	 * @throws IllegalArgumentException if it is none of the two kinds that AdCP allows
	 */
	public static SigningKey ofJwk(Map<String, ?> jwk) {
		Map<String, Object> complete = new LinkedHashMap<>(jwk);
		boolean edwards = "Ed25519".equals(jwk.get("crv"));
		complete.putIfAbsent("alg",
				(edwards ? SignatureAlgorithm.ED25519 : SignatureAlgorithm.ECDSA_P256_SHA256).jwkName());
		VerificationKey published = VerificationKey.ofJwk(complete);
		if (!(jwk.get("d") instanceof String d)) {
			throw new IllegalArgumentException("The key has no d, so it is a public key only");
		}
		try {
			return of(published.id(), privateKey(Base64.getUrlDecoder().decode(d), edwards), published.key());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("The key is malformed");
		}
	}

	private static PrivateKey privateKey(byte[] secret, boolean edwards) throws GeneralSecurityException {
		return edwards
				? KeyFactory.getInstance("Ed25519")
					.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, secret))
				: KeyFactory.getInstance("EC")
					.generatePrivate(new ECPrivateKeySpec(new BigInteger(1, secret), VerificationKey.p256()));
	}

	private static SignatureAlgorithm algorithm(PublicKey key) {
		if (key instanceof EdECPublicKey edwards && "Ed25519".equals(edwards.getParams().getName())) {
			return SignatureAlgorithm.ED25519;
		}
		if (key instanceof ECPublicKey curve && isP256(curve)) {
			return SignatureAlgorithm.ECDSA_P256_SHA256;
		}
		throw new IllegalArgumentException("The key is neither Ed25519 nor P-256, which are what AdCP allows");
	}

	private static boolean isP256(ECPublicKey key) {
		try {
			return key.getParams().getCurve().equals(VerificationKey.p256().getCurve());
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	/**
	 * Return the id that the key is published with.
	 * @return the id
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Return what the key signs with.
	 * @return the algorithm
	 */
	public SignatureAlgorithm algorithm() {
		return this.algorithm;
	}

	/**
	 * Create a signer.
	 * @param profile what the signatures are for
	 * @return a signer with this key
	 */
	public MessageSigner signer(SignatureProfile profile) {
		return new MessageSigner(profile, this.id, this.algorithm, this.privateKey);
	}

	/**
	 * Return the JWK to publish. It holds nothing of the private half.
	 * @param use the key's purpose, {@code adcp_use}
	 * @return the JWK's fields
	 */
	public Map<String, Object> toJwk(String use) {
		Map<String, Object> jwk = new LinkedHashMap<>();
		if (this.publicKey instanceof EdECPublicKey edwards) {
			jwk.put("kty", "OKP");
			jwk.put("crv", "Ed25519");
			jwk.put("x", BASE64.encodeToString(encode(edwards)));
		}
		else if (this.publicKey instanceof ECPublicKey curve) {
			jwk.put("kty", "EC");
			jwk.put("crv", "P-256");
			jwk.put("x", BASE64.encodeToString(fixed(curve.getW().getAffineX())));
			jwk.put("y", BASE64.encodeToString(fixed(curve.getW().getAffineY())));
		}
		jwk.put("kid", this.id);
		jwk.put("alg", this.algorithm.jwkName());
		jwk.put("use", "sig");
		jwk.put("key_ops", List.of("verify"));
		jwk.put("adcp_use", use);
		return jwk;
	}

	// RFC 8032, section 5.1.2, as in VerificationKey
	private static byte[] encode(EdECPublicKey key) {
		byte[] bytes = VerificationKey.reversed(fixed(key.getPoint().getY()));
		if (key.getPoint().isXOdd()) {
			bytes[BYTES - 1] |= (byte) 0x80;
		}
		return bytes;
	}

	private static byte[] fixed(BigInteger number) {
		byte[] bytes = new byte[BYTES];
		byte[] all = number.toByteArray();
		int length = Math.min(all.length, BYTES);
		System.arraycopy(all, all.length - length, bytes, BYTES - length, length);
		return bytes;
	}

	@Override
	public String toString() {
		return "SigningKey[id=" + this.id + ", algorithm=" + this.algorithm.parameter() + "]";
	}

}
