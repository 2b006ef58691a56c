/**
 * Tells buyers how their tasks end: what is due commits with the task, and is sent after
 * that commit, at least once. Applications use {@link io.adcp.spring.webhook.WebhookKeys}
 * only, where their keys don't come from properties.
 * <p>
 * No API, although they are public: {@code TaskWebhooks}, {@code WebhookDelivery},
 * {@code WebhookGauges}, {@code WebhookRow}, {@code WebhookSettings},
 * {@code WebhookState} and {@code WebhookStore}.
 */
@NullMarked
package io.adcp.spring.webhook;

import org.jspecify.annotations.NullMarked;
