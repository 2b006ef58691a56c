package io.adcp.spring.sample.seller.webhook;

import java.util.UUID;

/**
 * A task has ended whose buyer wants to be told. Published in the task's own transaction:
 * it happened exactly when the task did.
 *
 * @param webhookId the message to send
 */
record WebhookDue(UUID webhookId) {
}
