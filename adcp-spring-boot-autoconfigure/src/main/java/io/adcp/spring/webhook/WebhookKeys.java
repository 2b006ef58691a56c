package io.adcp.spring.webhook;

import java.util.List;
import java.util.Map;

import io.adcp.spring.signature.MessageSigner;
import io.adcp.spring.signature.SignatureProfile;
import io.adcp.spring.signature.SigningKey;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

/**
 * The keys that webhooks are signed with. A bean of this type stands in for the keys of
 * {@code adcp.webhook.keys}, for instance where a KMS keeps them.
 *
 * @param keys the first one signs, all are published; none for no signatures
 * @since 0.1.0
 */
public record WebhookKeys(List<SigningKey> keys) {

	// AdCP 3.2 prefers another word, but takes this one. Verifiers of 3.1 take no other.
	private static final String USE = "webhook-signing";

	/**
	 * Create the keys.
	 * @throws IllegalArgumentException if two keys have the same id
	 */
	public WebhookKeys {
		keys = List.copyOf(keys);
		if (keys.stream().map(SigningKey::id).distinct().count() != keys.size()) {
			throw new IllegalArgumentException("Two webhook keys have the same id");
		}
	}

	/**
	 * Return whether webhooks can be signed.
	 * @return {@code true} if there is a key
	 */
	public boolean canSign() {
		return !this.keys.isEmpty();
	}

	/**
	 * Return the key set to publish (RFC 7517).
	 * @return JSON, without any private half
	 */
	public String toJwks() {
		return JsonMapper.shared()
			.writeValueAsString(Map.of("keys", this.keys.stream().map((key) -> key.toJwk(USE)).toList()));
	}

	@Nullable MessageSigner signer() {
		return canSign() ? this.keys.get(0).signer(SignatureProfile.WEBHOOK) : null;
	}

}
