package io.adcp.spring.autoconfigure;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.server.a2a.A2aHttpHandler;
import io.adcp.spring.server.a2a.AgentCardHttpHandler;
import io.adcp.spring.wire.A2aVersion;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Serves the tasks of all {@code @AdcpController} beans over A2A, once that is switched
 * on: an endpoint that nobody asked for may be one that no security rule covers.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AdcpServerAutoConfiguration.class,
		afterName = "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(SimpleUrlHandlerMapping.class)
@ConditionalOnBean(value = TaskDispatcher.class, annotation = AdcpController.class)
@ConditionalOnBooleanProperty("adcp.server.a2a.enabled")
public final class AdcpA2aServerAutoConfiguration {

	private static final String VERSION = "1";

	// As the MCP endpoint
	private static final int ORDER = -1;

	/**
	 * The card is at the root, where A2A has it, and below the endpoint, where clients of
	 * AdCP ask for it.
	 */
	@Bean
	SimpleUrlHandlerMapping adcpA2aHandlerMapping(TaskDispatcher dispatcher, AgentResolver agents,
			AdcpServerProperties properties, Environment environment) {
		A2aProperties a2a = properties.getA2a();
		if (properties.getMcp().isEnabled() && properties.getMcp().getPath().equals(a2a.getPath())) {
			throw new InvalidSetupException("MCP and A2A would be served on the same path, " + a2a.getPath() + ".",
					"Set adcp.server.a2a.path to a path of its own.");
		}
		A2aHttpHandler.Settings settings = new A2aHttpHandler.Settings(versions(a2a),
				Math.toIntExact(properties.getMaxRequestSize().toBytes()), a2a.getAllowedHosts(),
				a2a.getAllowedOrigins());
		AgentCardHttpHandler card = new AgentCardHttpHandler(dispatcher,
				environment.getProperty("spring.application.name", "adcp-seller"), VERSION, settings,
				new AgentCardHttpHandler.Address((a2a.getUrl() != null) ? a2a.getUrl().toString() : null,
						a2a.getPath()));
		return new SimpleUrlHandlerMapping(Map.of(a2a.getPath(), new A2aHttpHandler(dispatcher, agents, settings),
				A2aVersion.CARD_PATH, card, a2a.getPath() + A2aVersion.CARD_PATH, card), ORDER);
	}

	private static Set<A2aVersion> versions(A2aProperties properties) {
		return properties.getVersions()
			.stream()
			.map(A2aVersion::find)
			.flatMap(Optional::stream)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

}
