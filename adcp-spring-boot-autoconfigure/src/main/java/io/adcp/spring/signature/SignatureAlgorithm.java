package io.adcp.spring.signature;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Optional;

/**
 * An algorithm that AdCP allows. Both are the JDK's own.
 *
 * @since 0.1.0
 */
public enum SignatureAlgorithm {

	/**
	 * Ed25519.
	 */
	ED25519("ed25519", "EdDSA", "Ed25519"),

	/**
	 * ECDSA on P-256 with SHA-256. A signature is the two numbers side by side, 64 bytes.
	 */
	ECDSA_P256_SHA256("ecdsa-p256-sha256", "ES256", "SHA256withECDSAinP1363Format");

	private final String parameter;

	private final String jwkName;

	private final String jdkName;

	SignatureAlgorithm(String parameter, String jwkName, String jdkName) {
		this.parameter = parameter;
		this.jwkName = jwkName;
		this.jdkName = jdkName;
	}

	/**
	 * Return the algorithm's name in a signature's parameters.
	 * @return the name
	 */
	public String parameter() {
		return this.parameter;
	}

	/**
	 * Return the algorithm's name in a JWK.
	 * @return the name
	 */
	public String jwkName() {
		return this.jwkName;
	}

	static Optional<SignatureAlgorithm> find(String parameter) {
		return Arrays.stream(values()).filter((one) -> one.parameter.equals(parameter)).findFirst();
	}

	byte[] sign(PrivateKey key, byte[] text) {
		try {
			Signature signature = Signature.getInstance(this.jdkName);
			signature.initSign(key);
			signature.update(text);
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("The key is none for " + this.parameter, ex);
		}
	}

	boolean verifies(PublicKey key, byte[] text, byte[] signature) {
		try {
			Signature verifier = Signature.getInstance(this.jdkName);
			verifier.initVerify(key);
			verifier.update(text);
			return verifier.verify(signature);
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

}
