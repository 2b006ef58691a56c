package io.adcp.spring.webhook;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.signature.MessageVerifier;
import io.adcp.spring.signature.Nonces;
import io.adcp.spring.signature.SignatureProfile;
import io.adcp.spring.signature.SigningKey;
import io.adcp.spring.signature.VerificationKey;
import io.adcp.spring.signature.VerificationKeys;
import io.adcp.spring.task.TaskRecord;
import io.adcp.spring.task.TaskState;
import io.adcp.spring.wire.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tasks and keys that tests tell of.
 */
final class Tasks {

	static final String SECRET = "a shared secret of more than 32 characters";

	static final WebhookKeys KEYS = new WebhookKeys(List.of(newKey("key-1", "Ed25519")));

	private Tasks() {
	}

	static SigningKey newKey(String id, String algorithm) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
			if (algorithm.equals("EC")) {
				generator.initialize(256);
			}
			KeyPair pair = generator.generateKeyPair();
			return SigningKey.of(id, pair.getPrivate(), pair.getPublic());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static TaskRecord task(String id, TaskState state, Map<String, ?> config) {
		return task(id, state, json("{\"media_buy_id\":\"mb-1\"}"), JsonMapper.shared().valueToTree(config));
	}

	static TaskRecord task(String id, TaskState state, @Nullable JsonNode answer, @Nullable JsonNode config) {
		Instant time = Instant.parse("2026-01-01T00:00:00Z");
		return new TaskRecord(id, AdcpTask.CREATE_MEDIA_BUY, "agent-1", "account-1", state, answer,
				json("{\"buyer\":{\"n\":1.50}}"), config, time, time);
	}

	static Map<String, ?> config(String url) {
		return Map.of("url", url, "operation_id", "op-1");
	}

	static Map<String, ?> hmacConfig(String url) {
		return Map.of("url", url, "operation_id", "op-1", "token", "a token of the buyer", "authentication",
				Map.of("schemes", List.of("HMAC-SHA256"), "credentials", SECRET));
	}

	static JsonNode json(String text) {
		return StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
	}

	static MessageVerifier verifier() {
		VerificationKey published = VerificationKey.ofJwk(KEYS.keys().get(0).toJwk("webhook-signing"));
		return new MessageVerifier(SignatureProfile.WEBHOOK, new VerificationKeys() {

			@Override
			public @Nullable VerificationKey find(String id) {
				return Map.of(published.id(), published).get(id);
			}

			@Override
			public Revocation revocation(String id) {
				return Revocation.NONE;
			}

		}, new Nonces() {

			@Override
			public boolean hasRoom(String keyId) {
				return true;
			}

			@Override
			public boolean take(String keyId, String nonce, Instant until) {
				return true;
			}

		});
	}

}
