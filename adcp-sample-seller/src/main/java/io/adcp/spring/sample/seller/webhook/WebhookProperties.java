package io.adcp.spring.sample.seller.webhook;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How webhooks are sent.
 *
 * @param connectTimeout how long a receiver may take to accept the connection
 * @param readTimeout how long it may take to answer
 * @param retryInterval how long to wait between two rounds of failed webhooks
 * @param maxAttempts after how many failures a webhook is given up
 * @param allowPrivateTargets whether addresses of private networks and of this machine,
 * and plain http, are allowed; anybody who may book could otherwise reach what only this
 * process can reach
 */
@ConfigurationProperties("sample.seller.webhook")
record WebhookProperties(@DefaultValue("2s") Duration connectTimeout, @DefaultValue("5s") Duration readTimeout,
		@DefaultValue("30s") Duration retryInterval, @DefaultValue("10") int maxAttempts,
		@DefaultValue("false") boolean allowPrivateTargets) {
}
