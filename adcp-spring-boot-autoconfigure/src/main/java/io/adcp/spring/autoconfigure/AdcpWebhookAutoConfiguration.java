package io.adcp.spring.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import javax.sql.DataSource;

import io.adcp.spring.idempotency.encryption.ResponseCipher;
import io.adcp.spring.idempotency.jdbc.LedgerTable;
import io.adcp.spring.webhook.TaskWebhooks;
import io.adcp.spring.webhook.WebhookDelivery;
import io.adcp.spring.webhook.WebhookGauges;
import io.adcp.spring.webhook.WebhookKeys;
import io.adcp.spring.webhook.WebhookSettings;
import io.adcp.spring.webhook.WebhookStore;
import io.adcp.spring.webhook.jdbc.JdbcWebhooks;
import io.adcp.spring.webhook.web.KeySetHandler;
import io.adcp.spring.work.WorkQueue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.netty.http.client.HttpClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Webhooks for tasks that finish later.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { AdcpJdbcIdempotencyAutoConfiguration.class, AdcpIdempotencyAutoConfiguration.class },
		afterName = { "io.adcp.spring.autoconfigure.AdcpTaskAutoConfiguration",
				"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(HttpClient.class)
@ConditionalOnBean({ WorkQueue.class, LedgerTable.class })
@EnableConfigurationProperties(AdcpWebhookProperties.class)
public final class AdcpWebhookAutoConfiguration {

	private static final Duration SHORTEST_HORIZON = Duration.ofHours(24);

	private static final Duration LONGEST_HORIZON = Duration.ofDays(7);

	private static final Log logger = LogFactory.getLog(AdcpWebhookAutoConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	WebhookKeys adcpWebhookKeys(AdcpWebhookProperties properties, ResourceLoader resources) {
		return new WebhookKeyReader(resources).read(properties.getKeys());
	}

	@Bean
	WebhookSettings adcpWebhookSettings(AdcpWebhookProperties properties) {
		requireDeclarable(properties.getDeliveryHorizon());
		if (properties.isAllowInsecureTargets()) {
			logger.warn("Webhooks may go to any address, over plain HTTP, too "
					+ "(adcp.webhook.allow-insecure-targets=true): buyers can reach what this application can reach");
		}
		return new WebhookSettings(properties.isLegacyHmac(), properties.isAllowInsecureTargets(),
				properties.getDeliveryHorizon(), properties.getRetention());
	}

	// Checked here and not by a constraint: it has to hold without Jakarta Validation
	// too.
	private static void requireDeclarable(Duration horizon) {
		if (horizon.compareTo(SHORTEST_HORIZON) < 0 || horizon.compareTo(LONGEST_HORIZON) > 0) {
			throw new InvalidConfigurationPropertyValueException("adcp.webhook.delivery-horizon", horizon,
					"AdCP lets a seller promise to retry for 24 hours (24h) to 7 days (7d), no less and no more.");
		}
	}

	@Bean
	JdbcWebhooks adcpWebhooks(DataSource dataSource, LedgerTable table) {
		return new JdbcWebhooks(dataSource, table);
	}

	@Bean
	TaskWebhooks adcpTaskWebhooks(WebhookSettings settings, WebhookKeys keys, WebhookStore store, ResponseCipher cipher,
			WorkQueue queue, @Qualifier(AdcpIdempotencyAutoConfiguration.CLOCK) ObjectProvider<Clock> clock) {
		return new TaskWebhooks(settings, keys, store, cipher, queue, clock.getIfAvailable(Clock::systemUTC));
	}

	@Bean
	WebhookDelivery adcpWebhookDelivery(WebhookSettings settings, WebhookKeys keys, WebhookStore store,
			ResponseCipher cipher, @Qualifier(AdcpIdempotencyAutoConfiguration.CLOCK) ObjectProvider<Clock> clock,
			ObjectProvider<ObservationRegistry> observations) {
		return new WebhookDelivery(settings, keys, store, cipher, clock.getIfAvailable(Clock::systemUTC),
				observations.getIfUnique(() -> ObservationRegistry.NOOP));
	}

	@Bean
	WebhookCapabilities adcpWebhookCapabilities(WebhookKeys keys, AdcpWebhookProperties properties) {
		return new WebhookCapabilities(keys, properties);
	}

	/**
	 * The public keys.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass(SimpleUrlHandlerMapping.class)
	static class KeySetConfiguration {

		// Before the application's own controllers, as the MCP endpoint is
		private static final int ORDER = -1;

		@Bean
		SimpleUrlHandlerMapping adcpKeySetHandlerMapping(WebhookKeys keys, AdcpWebhookProperties properties) {
			return new SimpleUrlHandlerMapping(
					keys.canSign() ? Map.of(properties.getKeySetPath(), new KeySetHandler(keys)) : Map.of(), ORDER);
		}

	}

	/**
	 * The webhooks that are due or were given up.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	@ConditionalOnBean(MeterRegistry.class)
	static class GaugeConfiguration {

		@Bean
		@ConditionalOnMissingBean
		WebhookGauges adcpWebhookGauges(WebhookStore store) {
			return new WebhookGauges(store);
		}

	}

}
