package io.adcp.spring.signature;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Verifies the signatures of HTTP requests by AdCP's profile of RFC 9421, in the order
 * that AdCP gives: the first step that fails is what the signer is told.
 *
 * @since 0.1.0
 */
public final class MessageVerifier {

	static final String LABEL = "sig1";

	private static final Pattern SIGNATURE = Pattern.compile("(?:^|, *)" + LABEL + "=:([A-Za-z0-9_-]+):(?= *(?:,|$))");

	private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{22,}");

	private static final Pattern DIGEST = Pattern.compile("(?:^|, *)sha-256=:([A-Za-z0-9+/_-]+={0,2}):(?= *(?:,|$))");

	private final SignatureProfile profile;

	private final VerificationKeys keys;

	private final Nonces nonces;

	/**
	 * Create a verifier.
	 * @param profile what the signatures are for
	 * @param keys the signer's keys
	 * @param nonces remembers what was accepted
	 */
	public MessageVerifier(SignatureProfile profile, VerificationKeys keys, Nonces nonces) {
		this.profile = profile;
		this.keys = keys;
		this.nonces = nonces;
	}

	/**
	 * Verify a message. It is accepted once: the same signature is refused afterwards.
	 * @param message the message as it was received
	 * @param now the time
	 * @return the id of the key that has signed it
	 * @throws InvalidSignatureException if it is not accepted
	 */
	public String verify(SignedMessage message, Instant now) {
		SignatureInput input = input(message);
		byte[] signature = signature(message);
		String keyId = requireParameters(input);
		require(this.profile.tag().equals(input.parameter("tag")), "tag_invalid");
		SignatureAlgorithm algorithm = SignatureAlgorithm.find(text(input, "alg"))
			.orElseThrow(() -> refusal("alg_not_allowed"));
		requireWindow(input, now);
		require(input.components().size() == SignatureBase.COMPONENTS.size()
				&& Set.copyOf(SignatureBase.COMPONENTS).equals(new HashSet<>(input.components())),
				"components_incomplete");
		VerificationKey key = key(keyId, algorithm);
		requireSignature(message, input, key, signature);
		requireDigest(message);
		takeNonce(keyId, input);
		return keyId;
	}

	private SignatureInput input(SignedMessage message) {
		String header = message.header("Signature-Input");
		SignatureInput input = (header != null) ? SignatureInput.read(header, LABEL) : null;
		if (input == null) {
			throw refusal("header_malformed");
		}
		return input;
	}

	private byte[] signature(SignedMessage message) {
		String header = message.header("Signature");
		Matcher signature = SIGNATURE.matcher((header != null) ? header : "");
		if (!signature.find()) {
			throw refusal("header_malformed");
		}
		String text = signature.group(1);
		require(!signature.find(), "header_malformed");
		byte[] bytes = decode(text);
		if (bytes == null) {
			throw refusal("header_malformed");
		}
		return bytes;
	}

	private String requireParameters(SignatureInput input) {
		String nonce = input.parameter("nonce");
		String keyId = input.parameter("keyid");
		require(input.seconds("created") != null && input.seconds("expires") != null && nonce != null
				&& NONCE.matcher(nonce).matches() && input.parameter("alg") != null && input.parameter("tag") != null,
				"params_incomplete");
		if (keyId == null || keyId.isEmpty()) {
			throw refusal("params_incomplete");
		}
		return keyId;
	}

	private void requireWindow(SignatureInput input, Instant now) {
		long created = seconds(input, "created");
		long expires = seconds(input, "expires");
		long skew = SignatureProfile.SKEW.toSeconds();
		require(expires > created && created <= now.getEpochSecond() + skew && expires >= now.getEpochSecond() - skew
				&& expires - created <= SignatureProfile.MAX_WINDOW.toSeconds(), "window_invalid");
	}

	private VerificationKey key(String id, SignatureAlgorithm algorithm) {
		VerificationKey key = this.keys.find(id);
		if (key == null) {
			throw refusal("key_unknown");
		}
		require(key.isFor(this.profile.keyUses()), "key_purpose_invalid");
		require(key.algorithm() == algorithm, "alg_not_allowed");
		switch (this.keys.revocation(id)) {
			case REVOKED -> throw refusal("key_revoked");
			case UNKNOWN -> throw refusal("revocation_stale");
			case NONE -> require(this.nonces.hasRoom(id), "rate_abuse");
		}
		return key;
	}

	private void requireSignature(SignedMessage message, SignatureInput input, VerificationKey key, byte[] signature) {
		TargetUri target = target(message);
		require(message.header("Content-Type") != null && message.header("Content-Digest") != null, "invalid");
		byte[] base = SignatureBase.write(message.method(), target, message.header("Content-Type"),
				message.header("Content-Digest"), input.components(), input.text());
		require(key.algorithm().verifies(key.key(), base, signature), "invalid");
	}

	// What the proxies in between say of the URL does not count: Host as it was received.
	private TargetUri target(SignedMessage message) {
		try {
			TargetUri target = TargetUri.of(message.url());
			String host = message.header("Host");
			boolean agreed = host == null || TargetUri.of(message.url().replaceFirst(":.*", "://") + host)
				.authority()
				.equals(target.authority());
			if (agreed) {
				return target;
			}
		}
		catch (IllegalArgumentException ex) {
			// Said below, by its code
		}
		throw new InvalidSignatureException(this.profile.codePrefix() + "target_uri_malformed");
	}

	private void requireDigest(SignedMessage message) {
		Matcher digest = DIGEST.matcher(Objects.requireNonNullElse(message.header("Content-Digest"), ""));
		byte[] sent = digest.find() ? decode(digest.group(1).replace('+', '-').replace('/', '_')) : null;
		require(sent != null && MessageDigest.isEqual(sent, MessageSigner.sha256(message.body())), "digest_mismatch");
	}

	private void takeNonce(String keyId, SignatureInput input) {
		Instant until = Instant.ofEpochSecond(seconds(input, "expires")).plus(SignatureProfile.SKEW);
		if (!this.nonces.take(keyId, text(input, "nonce"), until)) {
			throw refusal(this.nonces.hasRoom(keyId) ? "replayed" : "rate_abuse");
		}
	}

	private static byte @Nullable [] decode(String base64url) {
		try {
			return Base64.getUrlDecoder().decode(base64url);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static String text(SignatureInput input, String name) {
		return Objects.requireNonNull(input.parameter(name));
	}

	private static long seconds(SignatureInput input, String name) {
		return Objects.requireNonNull(input.seconds(name));
	}

	private void require(boolean condition, String otherwise) {
		if (!condition) {
			throw refusal(otherwise);
		}
	}

	private InvalidSignatureException refusal(String word) {
		return new InvalidSignatureException(this.profile.codePrefix() + "signature_" + word);
	}

}
