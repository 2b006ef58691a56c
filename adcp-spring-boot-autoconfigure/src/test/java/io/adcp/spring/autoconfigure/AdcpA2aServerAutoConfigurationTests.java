package io.adcp.spring.autoconfigure;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.server.a2a.A2aHttpHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the A2A endpoint is there, and what keeps it from it.
 */
class AdcpA2aServerAutoConfigurationTests {

	private static final String MAPPING = "adcpA2aHandlerMapping";

	private final WebApplicationContextRunner seller = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class, TransactionAutoConfiguration.class,
				JacksonAutoConfiguration.class, ValidationAutoConfiguration.class,
				AdcpMemoryIdempotencyAutoConfiguration.class, AdcpIdempotencyAutoConfiguration.class,
				AdcpServerAutoConfiguration.class, AdcpMcpServerAutoConfiguration.class,
				AdcpA2aServerAutoConfiguration.class))
		.withBean(BuyTasks.class)
		.withPropertyValues("spring.datasource.generate-unique-name=true", "adcp.idempotency.backend=memory");

	private final WebApplicationContextRunner enabled = this.seller.withPropertyValues("adcp.server.a2a.enabled=true");

	@Test
	void nothingIsServedUntilItIsSwitchedOn() {
		this.seller.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MAPPING));
	}

	@Test
	void theEndpointAndBothPlacesOfTheCardAreMapped() {
		this.enabled.withPropertyValues("adcp.server.a2a.path=/agents/seller")
			.run((context) -> assertThat(context.getBean(MAPPING, SimpleUrlHandlerMapping.class).getUrlMap())
				.containsOnlyKeys("/agents/seller", "/.well-known/agent-card.json",
						"/agents/seller/.well-known/agent-card.json")
				.extractingByKey("/agents/seller")
				.isInstanceOf(A2aHttpHandler.class));
	}

	@Test
	void thePathOfMcpIsTaken() {
		this.enabled.withPropertyValues("adcp.server.a2a.path=/mcp")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSetupException.class)
				.hasMessageContaining("the same path"));
	}

	@Test
	void withoutMcpItsPathIsFree() {
		this.enabled.withPropertyValues("adcp.server.a2a.path=/mcp", "adcp.server.mcp.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().hasBean(MAPPING));
	}

	@ParameterizedTest
	@ValueSource(strings = { "versions=2.0", "versions=", "path=a2a", "path=/", "path=/a2a/", "path=/{a}",
			"url=seller.example/a2a", "url=/a2a" })
	void aWrongValueStopsTheStart(String property) {
		this.enabled.withPropertyValues("adcp.server.a2a." + property)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasMessageContaining("AdcpServerProperties"));
	}

}
