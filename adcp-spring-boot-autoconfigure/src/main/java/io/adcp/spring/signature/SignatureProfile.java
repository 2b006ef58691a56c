package io.adcp.spring.signature;

import java.time.Duration;
import java.util.List;

/**
 * What AdCP wants of the signatures for one purpose.
 *
 * @param tag the signature's {@code tag}, which keeps purposes apart
 * @param codePrefix what the error codes of the purpose begin with
 * @param keyUses the {@code adcp_use} values of keys that may sign
 * @since 0.1.0
 */
public record SignatureProfile(String tag, String codePrefix, List<String> keyUses) {

	/**
	 * Webhooks that a seller sends (AdCP 3.2, webhook signing).
	 */
	public static final SignatureProfile WEBHOOK = new SignatureProfile("adcp/webhook-signing/v1", "webhook_",
			List.of("request-signing", "webhook-signing"));

	/**
	 * How long a signature is valid at most.
	 */
	static final Duration MAX_WINDOW = Duration.ofMinutes(5);

	/**
	 * How far the clocks of signer and verifier may be apart.
	 */
	static final Duration SKEW = Duration.ofSeconds(60);

	/**
	 * Create a profile.
	 */
	public SignatureProfile {
		keyUses = List.copyOf(keyUses);
	}

}
