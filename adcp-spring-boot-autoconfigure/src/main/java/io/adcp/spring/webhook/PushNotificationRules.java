package io.adcp.spring.webhook;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.InvalidRequestException;

import tools.jackson.databind.JsonNode;

/**
 * Refuses what cannot be kept: a {@code push_notification_config} that was accepted
 * obliges the seller to deliver (AdCP 3.2, webhooks).
 */
final class PushNotificationRules {

	static final int MAX_URL = 2048;

	private static final System.Logger logger = System.getLogger(PushNotificationRules.class.getName());

	private static final String CONFIG = "/push_notification_config";

	private static final Pattern OPERATION_ID = Pattern.compile("[A-Za-z0-9_.:-]{1,255}");

	private static final int MIN_TOKEN = 16;

	private static final int MIN_CREDENTIALS = 32;

	private static final int MAX_TOKEN = 4096;

	private final boolean signs;

	private final boolean legacyHmac;

	private final TargetRules targets;

	private final AtomicBoolean warned = new AtomicBoolean();

	PushNotificationRules(boolean signs, boolean legacyHmac, TargetRules targets) {
		this.signs = signs;
		this.legacyHmac = legacyHmac;
		this.targets = targets;
	}

	/**
	 * Check a config.
	 * @param config the request's member
	 * @throws InvalidRequestException if it is not accepted
	 */
	void check(JsonNode config) {
		require(config.isObject(), "", "must be an object", "type");
		JsonNode url = config.path("url");
		require(url.isString() && !url.asString().isEmpty(), "/url", "must be the URL to send to", "required");
		require(url.asString().length() <= MAX_URL, "/url", "must have " + MAX_URL + " characters at most",
				"maxLength");
		require(this.targets.allowsUrl(url.asString()), "/url",
				"must be a URL that this seller sends to: https, a host, and no user and password", "format");
		require(matches(config.path("operation_id"), OPERATION_ID), "/operation_id",
				"must be 1 to 255 letters, digits and ._:-", "pattern");
		JsonNode token = config.path("token");
		require(token.isMissingNode() || hasLength(token, MIN_TOKEN), "/token", "must have 16 to 4096 characters",
				"minLength");
		checkAuthentication(config.path("authentication"));
	}

	private void checkAuthentication(JsonNode authentication) {
		if (authentication.isMissingNode()) {
			warnWithoutKey();
			require(this.signs, "", this.legacyHmac
					? "must ask for HMAC-SHA256 in authentication: this seller has no key for other signatures"
					: "cannot be kept: this seller sends no webhooks. Leave it out, and ask for the task's status",
					"not");
			return;
		}
		JsonNode schemes = authentication.path("schemes");
		boolean hmac = schemes.isArray() && schemes.size() == 1 && "HMAC-SHA256".equals(schemes.path(0).asString(""));
		require(this.legacyHmac && hmac, "/authentication/schemes", this.legacyHmac ? "must be HMAC-SHA256 alone"
				: "are not supported: leave authentication out for RFC 9421 signatures", "enum");
		require(hasLength(authentication.path("credentials"), MIN_CREDENTIALS), "/authentication/credentials",
				"must have 32 to 4096 characters", "minLength");
	}

	private void warnWithoutKey() {
		if (!this.signs && this.warned.compareAndSet(false, true)) {
			logger.log(System.Logger.Level.WARNING,
					"A push_notification_config was refused, because webhooks cannot be signed: adcp.webhook.keys is empty. "
							+ "This is said once");
		}
	}

	private static boolean matches(JsonNode value, Pattern pattern) {
		return value.isString() && pattern.matcher(value.asString()).matches();
	}

	private static boolean hasLength(JsonNode value, int min) {
		return value.isString() && value.asString().length() >= min && value.asString().length() <= MAX_TOKEN;
	}

	private static void require(boolean condition, String pointer, String message, String keyword) {
		if (!condition) {
			String sentence = (CONFIG + pointer).substring(1).replace('/', '.') + " " + message;
			throw new InvalidRequestException(AdcpError.of(AdcpErrorCode.INVALID_REQUEST, sentence)
				.withIssue(CONFIG + pointer, sentence, keyword), null);
		}
	}

}
