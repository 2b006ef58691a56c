package io.adcp.spring.autoconfigure.client;

import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import io.adcp.spring.autoconfigure.client.AdcpClientProperties.Agent;
import io.adcp.spring.client.AdcpCallBook;
import io.adcp.spring.client.PushNotifications;
import io.adcp.spring.client.book.WebhookMemory;
import io.adcp.spring.client.task.TaskUpdates;
import io.adcp.spring.client.webhook.BrandJwks;
import io.adcp.spring.client.webhook.HmacWebhookSource;
import io.adcp.spring.client.webhook.JwksKeys;
import io.adcp.spring.client.webhook.WebhookListener;
import io.adcp.spring.client.webhook.WebhookReceiver;
import io.adcp.spring.client.webhook.WebhookSource;
import io.adcp.spring.signature.MessageVerifier;
import io.adcp.spring.signature.SignatureProfile;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * Receives the webhooks of sellers, where {@code adcp.client.webhook.url} says how they
 * reach this application.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = AdcpClientAutoConfiguration.class,
		afterName = { "io.adcp.spring.autoconfigure.AdcpCallBookAutoConfiguration",
				"org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration" })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(SimpleUrlHandlerMapping.class)
@ConditionalOnProperty("adcp.client.webhook.url")
@ConditionalOnBean({ AdcpCallBook.class, WebhookMemory.class })
@EnableConfigurationProperties(AdcpClientProperties.class)
public final class AdcpWebhookReceiverAutoConfiguration {

	// Before the application's own controllers
	private static final int ORDER = -1;

	@Bean
	@ConditionalOnMissingBean
	TaskUpdates adcpTaskUpdates() {
		return new TaskUpdates();
	}

	@Bean
	@ConditionalOnMissingBean
	PushNotifications adcpPushNotifications(AdcpClientProperties properties) {
		return new WebhookAddresses(properties);
	}

	@Bean
	WebhookMethods adcpWebhookMethods(ConfigurableListableBeanFactory beans, ObjectProvider<JsonMapper> mappers) {
		return new WebhookMethods(beans, mappers.getIfAvailable(JsonMapper::shared));
	}

	@Bean
	@ConditionalOnMissingBean
	WebhookReceiver adcpWebhookReceiver(AdcpClientProperties properties, AdcpCallBook book, WebhookMemory memory,
			PlatformTransactionManager transactions, ObjectProvider<WebhookListener> listeners, TaskUpdates updates) {
		Clock clock = Clock.systemUTC();
		Map<String, WebhookSource> senders = new LinkedHashMap<>();
		properties.getAgents().forEach((name, agent) -> addSender(name, agent, memory, clock, senders));
		List<WebhookListener> all = listeners.orderedStream().toList();
		return new WebhookReceiver(senders, book, memory, transactions, all, updates, clock);
	}

	private static void addSender(String name, Agent agent, WebhookMemory memory, Clock clock,
			Map<String, WebhookSource> into) {
		Callable<byte[]> keys = keys(agent);
		WebhookSource source = null;
		if (keys != null) {
			source = WebhookSource
				.signing(new MessageVerifier(SignatureProfile.WEBHOOK, new JwksKeys(keys, clock), memory.nonces(name)));
		}
		else if (agent.getWebhookSecret() != null) {
			source = new HmacWebhookSource(agent.getWebhookSecret());
		}
		if (source != null) {
			into.put(name, (agent.getWebhookToken() != null) ? source.withToken(agent.getWebhookToken()) : source);
		}
	}

	private static @Nullable Callable<byte[]> keys(Agent agent) {
		JwksDownload download = new JwksDownload();
		URI keys = agent.getWebhookKeys();
		if (keys != null) {
			return () -> download.read(keys);
		}
		URI brand = agent.getBrand();
		return (brand != null) ? new BrandJwks(brand, Objects.requireNonNull(agent.getUrl()), download) : null;
	}

	@Bean
	SimpleUrlHandlerMapping adcpWebhookHandlerMapping(WebhookReceiver receiver, AdcpClientProperties properties) {
		return new SimpleUrlHandlerMapping(Map.of(properties.getWebhook().getPath() + "/*",
				new WebhookHttpHandler(receiver, new WebhookAddresses(properties),
						Math.toIntExact(properties.getWebhook().getMaxBodySize().toBytes()))),
				ORDER);
	}

}
