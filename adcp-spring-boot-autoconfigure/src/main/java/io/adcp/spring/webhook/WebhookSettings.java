package io.adcp.spring.webhook;

import java.time.Duration;

/**
 * How webhooks are accepted and sent.
 *
 * @param legacyHmac whether a buyer may ask for HMAC-SHA256 in place of RFC 9421
 * @param insecureTargets whether webhooks may go over plain HTTP and to any address
 * @param horizon how long a webhook is tried, counted from its first attempt
 * @param retention how long it is remembered how a webhook ended
 * @since 0.1.0
 */
public record WebhookSettings(boolean legacyHmac, boolean insecureTargets, Duration horizon, Duration retention) {

}
