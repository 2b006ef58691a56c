package io.adcp.spring.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.wire.CanonicalJson;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the account from the request's {@code account}: its {@code account_id}, or a
 * salted hash of the natural key {@code brand}, {@code operator}, {@code sandbox} (AdCP
 * 3.2 idempotency, scope).
 *
 * @since 0.1.0
 */
public class HashedAccountResolver implements AccountResolver {

	private static final String ALGORITHM = "HmacSHA256";

	private static final int LONGEST_ID = 255;

	private static final String[] NATURAL_KEY = { "brand", "operator", "sandbox" };

	private final String salt;

	/**
	 * Create a resolver.
	 * @param salt the salt, the same on each node and after each restart
	 */
	public HashedAccountResolver(String salt) {
		this.salt = salt;
	}

	@Override
	public @Nullable String resolve(String agent, JsonNode request) {
		JsonNode account = request.path("account");
		if (account.path("account_id").isString()) {
			return "id:" + requireShort(account.path("account_id").asString());
		}
		return account.isObject() ? "key:" + hash(naturalKey(account)) : null;
	}

	// Sellers give their accounts ids of a few characters. A long text is somebody's
	// attempt to fill the log or the heap.
	private static String requireShort(String id) {
		if (id.length() > LONGEST_ID) {
			throw new InvalidRequestException(AdcpError
				.of(AdcpErrorCode.INVALID_REQUEST, "An account_id has " + LONGEST_ID + " characters at most")
				.withField("account.account_id"), null);
		}
		return id;
	}

	private static ObjectNode naturalKey(JsonNode account) {
		ObjectNode key = JsonNodeFactory.instance.objectNode();
		for (String name : NATURAL_KEY) {
			if (account.has(name)) {
				key.set(name, account.get(name));
			}
		}
		return key;
	}

	private String hash(ObjectNode naturalKey) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(this.salt.getBytes(StandardCharsets.UTF_8), ALGORITHM));
			return Base64.getUrlEncoder()
				.withoutPadding()
				.encodeToString(mac.doFinal(CanonicalJson.canonicalize(naturalKey)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has " + ALGORITHM, ex);
		}
	}

}
