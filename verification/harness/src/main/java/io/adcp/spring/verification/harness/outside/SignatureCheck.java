package io.adcp.spring.verification.harness.outside;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import io.adcp.spring.signature.InvalidSignatureException;
import io.adcp.spring.signature.MessageVerifier;
import io.adcp.spring.signature.SignatureProfile;
import io.adcp.spring.signature.SignedMessage;
import io.adcp.spring.signature.VerificationKey;
import io.adcp.spring.signature.VerificationKeys;
import io.adcp.spring.verification.harness.outside.OutsideReceiver.Delivery;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Verifies the signatures of deliveries as of the moment at which each came, with the
 * keys that the seller publishes. A nonce that comes twice is refused.
 */
public final class SignatureCheck {

	private final URI receiver;

	private final MessageVerifier verifier;

	/**
	 * Prepare.
	 * @param receiver the address of the receiver
	 * @param keySet the seller's JWK set
	 */
	public SignatureCheck(URI receiver, JsonNode keySet) {
		this.receiver = receiver;
		this.verifier = new MessageVerifier(SignatureProfile.WEBHOOK, new PublishedKeys(keySet), new SeenNonces());
	}

	/**
	 * Verify a delivery.
	 * @param delivery the delivery
	 * @return the error's code, or {@code null} where all is well
	 */
	public @Nullable String fault(Delivery delivery) {
		try {
			this.verifier.verify(new SignedMessage("POST", this.receiver.resolve(delivery.path()).toString(),
					delivery.headers(), delivery.body()), delivery.at());
			return null;
		}
		catch (InvalidSignatureException ex) {
			return ex.code();
		}
	}

	private static final class PublishedKeys implements VerificationKeys {

		private final Map<String, VerificationKey> keys = new HashMap<>();

		private PublishedKeys(JsonNode keySet) {
			for (JsonNode jwk : keySet.path("keys")) {
				@SuppressWarnings("unchecked")
				Map<String, Object> fields = JsonMapper.shared().convertValue(jwk, Map.class);
				VerificationKey key = VerificationKey.ofJwk(fields);
				this.keys.put(key.id(), key);
			}
		}

		@Override
		public @Nullable VerificationKey find(String id) {
			return this.keys.get(id);
		}

		@Override
		public Revocation revocation(String id) {
			return Revocation.NONE;
		}

	}

}
