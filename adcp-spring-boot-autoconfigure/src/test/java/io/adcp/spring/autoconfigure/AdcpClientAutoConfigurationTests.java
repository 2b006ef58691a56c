package io.adcp.spring.autoconfigure;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpClients;
import io.adcp.spring.client.AdcpTokenSupplier;
import io.adcp.spring.client.FaultServer;
import io.adcp.spring.client.ReactiveAdcpClient;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

class AdcpClientAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AdcpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, JacksonAutoConfiguration.class));

	@Test
	void publishesNothingWithoutAgents() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(AdcpClients.class));
	}

	@Test
	void backsOffWithoutWebClient() {
		this.runner.withClassLoader(new FilteredClassLoader(WebClient.class))
			.withPropertyValues("adcp.client.agents.acme.url=https://acme.example/mcp")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AdcpClients.class));
	}

	@Test
	void publishesAPlainClientForASingleAgent() {
		this.runner.withPropertyValues("adcp.client.agents.acme.url=https://acme.example/mcp").run((context) -> {
			assertThat(context).hasSingleBean(AdcpClients.class).hasSingleBean(ReactiveAdcpClient.class);
			assertThat(context.getBean(AdcpClient.class).agent()).isEqualTo("acme");
		});
	}

	@Test
	void publishesNoPlainClientForSeveralAgents() {
		this.runner
			.withPropertyValues("adcp.client.agents.acme.url=https://acme.example/mcp",
					"adcp.client.agents.other.url=https://other.example/mcp")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(AdcpClient.class).doesNotHaveBean(ReactiveAdcpClient.class);
				AdcpClients clients = context.getBean(AdcpClients.class);
				assertThat(clients.names()).containsExactlyInAnyOrder("acme", "other");
				assertThat(clients.agent("other").agent()).isEqualTo("other");
			});
	}

	@Test
	void callsWithTheTokenTheHeadersAndTheApplicationsWebClient() {
		try (FaultServer seller = new FaultServer().script(FaultServer.success("{\"ok\":true}"))) {
			this.runner
				.withBean(WebClientCustomizer.class, () -> (builder) -> builder.defaultHeader("x-application", "desk"))
				.withPropertyValues("adcp.client.agents.acme.url=" + seller.url(),
						"adcp.client.agents.acme.token=secret-token", "adcp.client.agents.acme.headers.x-trial=yes")
				.run((context) -> {
					context.getBean(AdcpClient.class).task(AdcpTask.CREATE_MEDIA_BUY).call(JsonNode.class);
					assertThat(seller.requests().get(0).headers()).containsEntry("authorization", "Bearer secret-token")
						.containsEntry("x-trial", "yes")
						.containsEntry("x-application", "desk");
				});
		}
	}

	@Test
	void asksTheTokenSupplierBean() {
		try (FaultServer seller = new FaultServer().script(FaultServer.success("{}"))) {
			this.runner.withBean(AdcpTokenSupplier.class, () -> (agent, rejected) -> Mono.just("token-of-" + agent))
				.withPropertyValues("adcp.client.agents.acme.url=" + seller.url())
				.run((context) -> {
					context.getBean(AdcpClient.class).task(AdcpTask.GET_PRODUCTS).call(JsonNode.class);
					assertThat(seller.requests().get(0).headers()).containsEntry("authorization",
							"Bearer token-of-acme");
				});
		}
	}

	@Test
	void countsEveryAttemptItself() {
		try (FaultServer seller = new FaultServer().script(FaultServer.reset(""), FaultServer.success("{}"))) {
			this.runner
				.withPropertyValues("adcp.client.agents.acme.url=" + seller.url(),
						"adcp.client.agents.acme.retry.delay=10ms", "adcp.client.agents.acme.retry.jitter=0ms")
				.run((context) -> {
					assertThat(context.getBean(AdcpClient.class)
						.task(AdcpTask.CREATE_MEDIA_BUY)
						.call(JsonNode.class)
						.attempts()).isEqualTo(2);
					assertThat(seller.requests()).hasSize(2);
				});
		}
	}

	@Test
	void requiresIdempotencyUnlessTheAgentOrAllAreExcepted() {
		try (FaultServer seller = new FaultServer().capabilities("{}").script(FaultServer.success("{}"))) {
			String url = "adcp.client.agents.acme.url=" + seller.url();
			this.runner.withPropertyValues(url, "adcp.client.require-idempotency=false")
				.run((context) -> context.getBean(AdcpClient.class)
					.task(AdcpTask.CREATE_MEDIA_BUY)
					.call(JsonNode.class));
			this.runner.withPropertyValues(url, "adcp.client.agents.acme.require-idempotency=false")
				.run((context) -> context.getBean(AdcpClient.class)
					.task(AdcpTask.CREATE_MEDIA_BUY)
					.call(JsonNode.class));
			assertThat(seller.requests()).hasSize(2);
		}
	}

	@Test
	void saysWhichAgentHasNoUrl() {
		assertFailure("is missing", "adcp.client.agents.acme.token=secret-token");
	}

	@Test
	void saysWhichAgentIsNotSecure() {
		assertFailure("adcp.client.agents.acme: The URL of an agent must be https",
				"adcp.client.agents.acme.url=http://acme.example/mcp");
	}

	@Test
	void refusesTimesThatMakeNoSense() {
		assertFailure("must be longer than zero", "adcp.client.agents.acme.url=https://acme.example/mcp",
				"adcp.client.agents.acme.read-timeout=0s");
		assertFailure("max-delay not shorter", "adcp.client.agents.acme.url=https://acme.example/mcp",
				"adcp.client.agents.acme.retry.max-delay=1ms");
	}

	private void assertFailure(String text, String... properties) {
		this.runner.withPropertyValues(properties)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(text)
				.message()
				.doesNotContain("secret-token"));
	}

}
