package io.adcp.spring.autoconfigure.client;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

import io.adcp.spring.AdcpVersion;
import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.autoconfigure.client.AdcpClientProperties.Agent;
import io.adcp.spring.autoconfigure.client.AdcpClientProperties.Retry;
import io.adcp.spring.client.AdcpCallBook;
import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpClientBuilder;
import io.adcp.spring.client.AdcpClientListener;
import io.adcp.spring.client.AdcpTokenSupplier;
import io.adcp.spring.client.AdcpTransport;
import io.adcp.spring.client.PushNotifications;
import io.adcp.spring.client.a2a.A2aTransport;
import io.adcp.spring.client.a2a.A2aTransportBuilder;
import io.adcp.spring.client.jsonrpc.JsonRpcTransportBuilder;
import io.adcp.spring.client.mcp.McpTransport;
import io.adcp.spring.client.mcp.McpTransportBuilder;
import io.adcp.spring.client.task.FollowPolicy;
import io.adcp.spring.client.task.TaskUpdates;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Makes the client's builder for one seller out of its properties and what the
 * application has.
 */
final class AgentClientFactory {

	private final WebClient.Builder webClient;

	private final ClientHttpConnectorBuilder<?> connectors;

	private final HttpClientSettings httpSettings;

	private final TokenSuppliers tokens;

	private final List<AdcpClientListener> listeners;

	private final ObservationRegistry observations;

	private final JsonMapper mapper;

	private final AdcpClientProperties properties;

	private final @Nullable AdcpCallBook book;

	private final TaskUpdates updates;

	private final @Nullable PushNotifications notifications;

	AgentClientFactory(WebClient.Builder webClient, ClientHttpConnectorBuilder<?> connectors,
			HttpClientSettings httpSettings, TokenSuppliers tokens, List<AdcpClientListener> listeners,
			ObservationRegistry observations, JsonMapper mapper, AdcpClientProperties properties,
			@Nullable AdcpCallBook book, TaskUpdates updates, @Nullable PushNotifications notifications) {
		this.webClient = webClient;
		this.connectors = withoutHiddenRetries(connectors);
		this.httpSettings = httpSettings;
		this.tokens = tokens;
		this.listeners = listeners;
		this.observations = observations;
		this.mapper = mapper;
		this.properties = properties;
		this.book = book;
		this.updates = updates;
		this.notifications = notifications;
	}

	/**
	 * Reactor Netty repeats a request whose connection broke; attempts are ours to count.
	 */
	private static ClientHttpConnectorBuilder<?> withoutHiddenRetries(ClientHttpConnectorBuilder<?> connectors) {
		return (connectors instanceof ReactorClientHttpConnectorBuilder reactor)
				? reactor.withHttpClientCustomizer((client) -> client.disableRetry(true)) : connectors;
	}

	AdcpClientBuilder create(String name, Agent agent) {
		Boolean require = agent.getRequireIdempotency();
		AdcpClientBuilder builder = AdcpClient.builder(name, transport(name, agent))
			.attemptTimeout(agent.getReadTimeout())
			.retryPolicy(retryPolicy(agent.getRetry()))
			.requireIdempotency((require != null) ? require : this.properties.isRequireIdempotency())
			.version(version(agent))
			.capabilitiesTtl(agent.getCapabilitiesTtl())
			.observationRegistry(this.observations)
			.jsonMapper(this.mapper)
			.principal(agent.getPrincipal())
			.follow(new FollowPolicy(agent.getFollow().getInterval(), agent.getFollow().getMaxInterval(),
					agent.getFollow().getDeadline()))
			.callBook(this.book)
			.taskUpdates(this.updates)
			.pushNotifications(this.notifications);
		this.listeners.forEach(builder::listener);
		authorize(builder, name, agent);
		return builder;
	}

	private AdcpVersion version(Agent agent) {
		String version = (agent.getVersion() != null) ? agent.getVersion() : this.properties.getVersion();
		return AdcpVersion.find(version).orElseThrow();
	}

	private void authorize(AdcpClientBuilder builder, String name, Agent agent) {
		if (StringUtils.hasText(agent.getToken())) {
			try {
				builder.token(agent.getToken());
			}
			catch (IllegalArgumentException ex) {
				throw invalid(name, ".token to the token alone", ex);
			}
			return;
		}
		AdcpTokenSupplier supplier = this.tokens.find(name);
		if (supplier != null) {
			builder.tokenSupplier(supplier);
		}
	}

	private AdcpTransport transport(String name, Agent agent) {
		URI url = Objects.requireNonNull(agent.getUrl(), "The url is missing");
		return switch (agent.getProtocol()) {
			case MCP -> transport(name, agent, McpTransport.builder(url), McpTransportBuilder::build);
			case A2A -> transport(name, agent, A2aTransport.builder(url), A2aTransportBuilder::build);
		};
	}

	private <B extends JsonRpcTransportBuilder<B>> AdcpTransport transport(String name, Agent agent, B builder,
			Function<B, AdcpTransport> build) {
		builder.webClient(this.webClient.clone().clientConnector(connector(agent)))
			.maxAnswerSize(agent.getMaxAnswerSize())
			.allowInsecureHttp(agent.isAllowInsecureHttp());
		try {
			agent.getHeaders().forEach(builder::header);
		}
		catch (IllegalArgumentException ex) {
			throw invalid(name, ".headers to headers that HTTP allows", ex);
		}
		try {
			return build.apply(builder);
		}
		catch (IllegalArgumentException ex) {
			String protocol = agent.getProtocol().name();
			throw invalid(name, ".url to the seller's " + protocol + " endpoint, such as https://seller.example/"
					+ protocol.toLowerCase(Locale.ROOT), ex);
		}
	}

	private static InvalidSetupException invalid(String name, String property, IllegalArgumentException cause) {
		String agent = "adcp.client.agents." + name;
		return new InvalidSetupException(agent + ": " + cause.getMessage(), "Set " + agent + property, cause);
	}

	private ClientHttpConnector connector(Agent agent) {
		return this.connectors.build(this.httpSettings.withRedirects(HttpRedirects.DONT_FOLLOW)
			.withTimeouts(agent.getConnectTimeout(), agent.getReadTimeout()));
	}

	private static RetryPolicy retryPolicy(Retry retry) {
		return RetryPolicy.builder()
			.maxRetries(retry.getMaxAttempts() - 1L)
			.delay(retry.getDelay())
			.jitter(retry.getJitter())
			.multiplier(retry.getMultiplier())
			.maxDelay(retry.getMaxDelay())
			.timeout(retry.getDeadline())
			.build();
	}

}
