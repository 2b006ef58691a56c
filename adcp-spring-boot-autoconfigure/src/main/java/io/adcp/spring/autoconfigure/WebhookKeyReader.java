package io.adcp.spring.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.signature.SigningKey;
import io.adcp.spring.webhook.WebhookKeys;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.core.io.ResourceLoader;

/**
 * Reads the keys of {@code adcp.webhook.keys}. What it says of a wrong one shows nothing
 * of it.
 */
final class WebhookKeyReader {

	private static final String EXAMPLE = "Make a key with 'openssl genpkey -algorithm ed25519 -out key.pem' and its "
			+ "public half with 'openssl pkey -in key.pem -pubout -out public.pem', and set id, private-key and "
			+ "public-key; or set private-key to a JWK with kid and d.";

	private final ResourceLoader resources;

	WebhookKeyReader(ResourceLoader resources) {
		this.resources = resources;
	}

	WebhookKeys read(List<AdcpWebhookProperties.Key> keys) {
		List<SigningKey> read = new ArrayList<>();
		for (int i = 0; i < keys.size(); i++) {
			String name = "adcp.webhook.keys[" + i + "]";
			SigningKey key = read(name, keys.get(i));
			if (read.stream().anyMatch((other) -> other.id().equals(key.id()))) {
				throw new InvalidSetupException(name + " has the same id as an earlier key, '" + key.id() + "'.",
						"Give each key an id of its own.");
			}
			read.add(key);
		}
		return new WebhookKeys(read);
	}

	private SigningKey read(String name, AdcpWebhookProperties.Key key) {
		try {
			String privateKey = text(key.getPrivateKey(), "private-key");
			return privateKey.startsWith("{") ? ofJwk(privateKey) : SigningKey.of(require(key.getId(), "id"),
					privatePem(privateKey), publicPem(text(key.getPublicKey(), "public-key")));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidSetupException(name + " cannot be used: " + ex.getMessage() + ".", EXAMPLE);
		}
	}

	private String text(@Nullable String value, String property) {
		String text = require(value, property).strip();
		if (text.startsWith("{") || text.startsWith("-----BEGIN")) {
			return text;
		}
		try {
			return this.resources.getResource(text).getContentAsString(StandardCharsets.UTF_8).strip();
		}
		catch (IOException ex) {
			// Its text may be a key that was set in a wrong form.
			throw new IllegalArgumentException(property + " is neither PEM nor a JWK nor a file that can be read");
		}
	}

	private static String require(@Nullable String value, String property) {
		if (value == null || value.isBlank()) {
			throw new IllegalArgumentException(property + " is missing");
		}
		return value;
	}

	@SuppressWarnings("unchecked")
	private static SigningKey ofJwk(String json) {
		try {
			return SigningKey.ofJwk(JsonMapper.shared().readValue(json, Map.class));
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("private-key is no JSON");
		}
	}

	private static PrivateKey privatePem(String pem) {
		try {
			PrivateKey key = PemContent.of(pem).getPrivateKey();
			if (key != null) {
				return key;
			}
		}
		catch (IllegalStateException | IllegalArgumentException ex) {
			// Said below, without what it quotes
		}
		throw new IllegalArgumentException("private-key is no private key in PEM that is not encrypted");
	}

	private static PublicKey publicPem(String pem) {
		String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
		for (String algorithm : List.of("Ed25519", "EC")) {
			try {
				return KeyFactory.getInstance(algorithm)
					.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
			}
			catch (GeneralSecurityException | IllegalArgumentException ex) {
				// It may be of the other
			}
		}
		throw new IllegalArgumentException("public-key is no Ed25519 or P-256 public key in PEM");
	}

}
