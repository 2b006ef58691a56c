package io.adcp.spring.sample.seller.security;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

class AgentPropertiesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
		.withUserConfiguration(AgentsConfiguration.class);

	@Test
	void anAgentIsKnownByItsTokenAndByNothingElse() {
		this.contextRunner
			.withPropertyValues("sample.seller.agents.one.token-sha256="
					+ "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08")
			.run((context) -> {
				ConfiguredAgents agents = context.getBean(ConfiguredAgents.class);
				assertThat(agents.agentOf("test")).hasValue("one");
				assertThat(agents.agentOf("Test")).isEmpty();
				assertThat(agents.agentOf("")).isEmpty();
			});
	}

	@Test
	void aTokenInPlaceOfItsHashStopsTheStart() {
		this.contextRunner.withPropertyValues("sample.seller.agents.one.token-sha256=my-token")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("must be the SHA-256 of the agent's token"));
	}

	@Test
	void withoutAgentsNobodyMayCall() {
		this.contextRunner
			.run((context) -> assertThat(context.getBean(ConfiguredAgents.class).agentOf("anything")).isEmpty());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(AgentProperties.class)
	@Import(ConfiguredAgents.class)
	static class AgentsConfiguration {

	}

}
