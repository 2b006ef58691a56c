package io.adcp.spring.client.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import io.adcp.spring.signature.VerificationKey;
import io.adcp.spring.signature.VerificationKeys;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys that a seller publishes as a JWKS. They are read anew every five minutes, and
 * for an unknown key at once, but not more often than every 30 seconds. A key that is no
 * longer published is no longer known; where the set could not be read for 20 minutes, no
 * key is trusted (AdCP 3.2, webhook signing, steps 7 and 9).
 *
 * @since 0.1.0
 */
public final class JwksKeys implements VerificationKeys {

	private static final Log logger = LogFactory.getLog(JwksKeys.class);

	private static final Duration REFRESH = Duration.ofMinutes(5);

	private static final Duration PAUSE = Duration.ofSeconds(30);

	private static final Duration GRACE = REFRESH.multipliedBy(4);

	private final Callable<byte[]> source;

	private final Clock clock;

	private Map<String, VerificationKey> keys = Map.of();

	private @Nullable Instant readAt;

	private @Nullable Instant triedAt;

	/**
	 * Create keys.
	 * @param source fetches the JWKS
	 * @param clock the time
	 */
	public JwksKeys(Callable<byte[]> source, Clock clock) {
		this.source = source;
		this.clock = clock;
	}

	@Override
	public synchronized @Nullable VerificationKey find(String id) {
		Instant now = this.clock.instant();
		boolean stale = this.readAt == null || !now.isBefore(this.readAt.plus(REFRESH));
		boolean rested = this.triedAt == null || !now.isBefore(this.triedAt.plus(PAUSE));
		if (rested && (stale || !this.keys.containsKey(id))) {
			read(now);
		}
		return this.keys.get(id);
	}

	@Override
	public synchronized Revocation revocation(String id) {
		boolean fresh = this.readAt != null && this.clock.instant().isBefore(this.readAt.plus(GRACE));
		return fresh ? Revocation.NONE : Revocation.UNKNOWN;
	}

	private void read(Instant now) {
		this.triedAt = now;
		try {
			this.keys = keys(JsonMapper.shared().readTree(this.source.call()));
			this.readAt = now;
		}
		catch (Exception ex) {
			logger.warn("The keys of a seller's webhooks cannot be read; those known stay for " + GRACE.toMinutes()
					+ " minutes", ex);
		}
	}

	/** A key that is none of AdCP's is passed over: it may be for something else. */
	@SuppressWarnings("unchecked")
	private static Map<String, VerificationKey> keys(JsonNode jwks) {
		Map<String, VerificationKey> keys = new HashMap<>();
		for (JsonNode jwk : jwks.path("keys")) {
			try {
				VerificationKey key = VerificationKey.ofJwk(JsonMapper.shared().convertValue(jwk, Map.class));
				keys.put(key.id(), key);
			}
			catch (IllegalArgumentException ex) {
				logger.debug("A published key is not for AdCP's signatures: " + ex.getMessage());
			}
		}
		return keys;
	}

}
