package io.adcp.spring.webhook;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * What a buyer's {@code push_notification_config} asks for.
 *
 * @param url where to send
 * @param operationId the buyer's own word for the operation
 * @param token a word that the buyer wants to see again, or {@code null}
 * @param secret what HMAC-SHA256 is made with, or {@code null} for RFC 9421
 */
record PushNotificationConfig(String url, String operationId, @Nullable String token, @Nullable String secret) {

	/**
	 * Read what {@link PushNotificationRules} have let pass.
	 * @param config the request's member
	 * @return the config
	 */
	static PushNotificationConfig of(JsonNode config) {
		return new PushNotificationConfig(config.path("url").asString(), config.path("operation_id").asString(),
				text(config.path("token")), text(config.path("authentication").path("credentials")));
	}

	private static @Nullable String text(JsonNode value) {
		return value.isString() ? value.asString() : null;
	}

	@Override
	public String toString() {
		return "PushNotificationConfig[operationId=" + this.operationId + "]";
	}

}
