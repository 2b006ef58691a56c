package io.adcp.spring.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Signs HTTP requests by AdCP's profile of RFC 9421.
 *
 * @since 0.1.0
 */
public final class MessageSigner {

	private static final int NONCE_BYTES = 16;

	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

	private final SignatureProfile profile;

	private final String keyId;

	private final SignatureAlgorithm algorithm;

	private final PrivateKey key;

	private final SecureRandom random = new SecureRandom();

	/**
	 * Create a signer.
	 * @param profile what the signatures are for
	 * @param keyId the id that the public key is published with
	 * @param algorithm the key's algorithm
	 * @param key the private key
	 */
	public MessageSigner(SignatureProfile profile, String keyId, SignatureAlgorithm algorithm, PrivateKey key) {
		this.profile = profile;
		this.keyId = keyId;
		this.algorithm = algorithm;
		this.key = key;
	}

	/**
	 * Sign a request. Each attempt to send it has to be signed anew: a nonce is accepted
	 * once.
	 * @param method the HTTP method
	 * @param url the URL that it is sent to
	 * @param contentType the {@code Content-Type} that it is sent with
	 * @param body the body's bytes as they are sent
	 * @param now the time
	 * @return the headers to send
	 * @throws IllegalArgumentException if the URL cannot be signed
	 */
	public Map<String, String> sign(String method, String url, String contentType, byte[] body, Instant now) {
		byte[] nonce = new byte[NONCE_BYTES];
		this.random.nextBytes(nonce);
		return sign(method, url, contentType, digest(body), now, BASE64.encodeToString(nonce));
	}

	/**
	 * Tell whether a URL can be signed, before anything is promised about it.
	 * @param url the URL
	 * @return {@code false} where {@link #sign} would throw
	 */
	public static boolean isSignable(String url) {
		try {
			TargetUri.of(url);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	Map<String, String> sign(String method, String url, String contentType, String digest, Instant now, String nonce) {
		String parameters = parameters(now, nonce);
		byte[] base = SignatureBase.write(method, TargetUri.of(url), contentType, digest, SignatureBase.COMPONENTS,
				parameters);
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Content-Digest", digest);
		headers.put("Signature-Input", MessageVerifier.LABEL + "=" + parameters);
		headers.put("Signature",
				MessageVerifier.LABEL + "=:" + BASE64.encodeToString(this.algorithm.sign(this.key, base)) + ":");
		return headers;
	}

	private String parameters(Instant now, String nonce) {
		long created = now.getEpochSecond();
		return SignatureBase.COMPONENTS.stream()
			.map((component) -> '"' + component + '"')
			.collect(Collectors.joining(" ", "(", ")"))
				+ ";created=%d;expires=%d;nonce=\"%s\";keyid=\"%s\";alg=\"%s\";tag=\"%s\"".formatted(created,
						created + SignatureProfile.MAX_WINDOW.toSeconds(), nonce, this.keyId,
						this.algorithm.parameter(), this.profile.tag());
	}

	private static String digest(byte[] body) {
		return "sha-256=:" + BASE64.encodeToString(sha256(body)) + ":";
	}

	static byte[] sha256(byte[] body) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(body);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
