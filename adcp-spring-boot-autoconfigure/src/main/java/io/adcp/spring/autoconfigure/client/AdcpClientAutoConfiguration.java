package io.adcp.spring.autoconfigure.client;

import io.adcp.spring.client.AdcpCallBook;
import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpClientListener;
import io.adcp.spring.client.AdcpClients;
import io.adcp.spring.client.PushNotifications;
import io.adcp.spring.client.ReactiveAdcpClient;
import io.adcp.spring.client.task.TaskUpdates;
import io.micrometer.observation.ObservationRegistry;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Makes the clients for the sellers under {@code adcp.client.agents}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = { "org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration",
		"org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration",
		"org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
		"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration" })
@ConditionalOnClass({ WebClient.class, ClientHttpConnectorBuilder.class })
@Conditional(OnAgentsCondition.Any.class)
@EnableConfigurationProperties(AdcpClientProperties.class)
public final class AdcpClientAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AdcpClients adcpClients(AdcpClientProperties properties, ObjectProvider<WebClient.Builder> webClients,
			ObjectProvider<ClientHttpConnectorBuilder<?>> connectors, ObjectProvider<HttpClientSettings> httpSettings,
			ConfigurableListableBeanFactory beans, ObjectProvider<AdcpClientListener> listeners,
			ObjectProvider<ObservationRegistry> observations, ObjectProvider<JsonMapper> mappers,
			ObjectProvider<AdcpCallBook> book, ObjectProvider<TaskUpdates> updates,
			ObjectProvider<PushNotifications> notifications) {
		TokenSuppliers tokens = new TokenSuppliers(beans, properties.getAgents().keySet());
		AgentClientFactory factory = new AgentClientFactory(webClients.getIfAvailable(WebClient::builder),
				connectors.getIfAvailable(ClientHttpConnectorBuilder::detect),
				httpSettings.getIfAvailable(HttpClientSettings::defaults), tokens, listeners.orderedStream().toList(),
				observations.getIfUnique(() -> ObservationRegistry.NOOP), mappers.getIfAvailable(JsonMapper::shared),
				properties, book.getIfUnique(), updates.getIfUnique(TaskUpdates::new), notifications.getIfUnique());
		return new AdcpClients(properties.getAgents()
			.entrySet()
			.stream()
			.map((agent) -> factory.create(agent.getKey(), agent.getValue()))
			.toList());
	}

	/**
	 * With several sellers it must be said which one is meant: {@link AdcpClients}.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(OnAgentsCondition.Single.class)
	static class SingleAgentConfiguration {

		@Bean
		@ConditionalOnMissingBean
		AdcpClient adcpClient(AdcpClients clients) {
			return clients.single();
		}

		@Bean
		@ConditionalOnMissingBean
		ReactiveAdcpClient reactiveAdcpClient(AdcpClient client) {
			return client.reactive();
		}

	}

}
