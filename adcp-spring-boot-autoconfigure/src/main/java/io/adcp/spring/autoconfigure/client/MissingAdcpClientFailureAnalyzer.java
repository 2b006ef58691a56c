package io.adcp.spring.autoconfigure.client;

import java.util.Set;

import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpClients;
import io.adcp.spring.client.ReactiveAdcpClient;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Says why there is no client bean. Comes before Spring Boot's own analyzer, which knows
 * of the conditions but not of what they are for.
 */
@Order(0)
class MissingAdcpClientFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final Set<Class<?>> CLIENTS = Set.of(AdcpClient.class, ReactiveAdcpClient.class, AdcpClients.class);

	private final Environment environment;

	MissingAdcpClientFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		Class<?> missing = cause.getBeanType();
		if (missing == null || !CLIENTS.contains(missing)) {
			return null;
		}
		Set<String> agents = OnAgentsCondition.agents(this.environment);
		String wanted = ((description != null) ? description : "The application") + " needs a bean of type "
				+ missing.getSimpleName() + ", ";
		if (agents.isEmpty()) {
			return new FailureAnalysis(wanted + "and no AdCP agent is configured.",
					"Set adcp.client.agents.<name>.url to the seller's endpoint.", cause);
		}
		if (agents.size() == 1 || missing == AdcpClients.class) {
			return null;
		}
		String name = agents.iterator().next();
		return new FailureAnalysis(
				wanted + "which only exists for a single AdCP agent, and several are configured: "
						+ String.join(", ", agents) + ".",
				"Say which one is meant: inject AdcpClients and call agent(\"" + name
						+ "\"), or register a declarative client with @ImportAdcpClients(agent = \"" + name
						+ "\", ...).",
				cause);
	}

}
