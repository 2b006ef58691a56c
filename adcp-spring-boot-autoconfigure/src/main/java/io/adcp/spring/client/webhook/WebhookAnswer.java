package io.adcp.spring.client.webhook;

import org.jspecify.annotations.Nullable;

/**
 * What the sender of a webhook is answered.
 *
 * @param status the HTTP status
 * @param signatureError AdCP's code of what is wrong with the signature, for
 * {@code WWW-Authenticate}, or {@code null}
 * @since 0.1.0
 */
public record WebhookAnswer(int status, @Nullable String signatureError) {

	static final WebhookAnswer TAKEN = new WebhookAnswer(204, null);

	static final WebhookAnswer MALFORMED = new WebhookAnswer(400, null);

	static final WebhookAnswer UNKNOWN = new WebhookAnswer(404, null);

	static final WebhookAnswer CONFLICT = new WebhookAnswer(409, null);

	static final WebhookAnswer WRONG_TYPE = new WebhookAnswer(415, null);

	static final WebhookAnswer FAILED = new WebhookAnswer(500, null);

	static final WebhookAnswer RUNNING = new WebhookAnswer(503, null);

	static WebhookAnswer unsigned(String code) {
		return new WebhookAnswer(401, code);
	}

}
