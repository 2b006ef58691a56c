package io.adcp.spring.client.webhook;

import tools.jackson.databind.JsonNode;

/**
 * Is told what sellers say by webhook, as a method with {@link AdcpWebhook @AdcpWebhook}
 * is.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface WebhookListener {

	/**
	 * Take an event, in the transaction that notes it as taken.
	 * @param event the event
	 */
	void onEvent(WebhookEvent<JsonNode> event);

}
