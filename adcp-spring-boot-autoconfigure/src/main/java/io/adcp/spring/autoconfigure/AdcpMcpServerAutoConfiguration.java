package io.adcp.spring.autoconfigure;

import java.util.Map;

import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.server.mcp.McpHttpHandler;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Serves the tasks of all {@code @AdcpController} beans over MCP.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AdcpServerAutoConfiguration.class,
		afterName = "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(SimpleUrlHandlerMapping.class)
@ConditionalOnBean(value = TaskDispatcher.class, annotation = AdcpController.class)
@ConditionalOnBooleanProperty(name = "adcp.server.mcp.enabled", matchIfMissing = true)
public final class AdcpMcpServerAutoConfiguration {

	private static final String VERSION = "1";

	// Before the application's own controllers, where Spring MVC has its mapping of
	// routes
	private static final int ORDER = -1;

	/**
	 * A mapping of its own, so that the application's interceptors don't stand around a
	 * call: an open session in view would hold a connection while a repetition waits.
	 */
	@Bean
	SimpleUrlHandlerMapping adcpMcpHandlerMapping(TaskDispatcher dispatcher, AgentResolver agents,
			AdcpServerProperties properties, Environment environment) {
		AdcpServerProperties.Mcp mcp = properties.getMcp();
		McpHttpHandler.Settings settings = new McpHttpHandler.Settings(
				environment.getProperty("spring.application.name", "adcp-seller"), VERSION,
				Math.toIntExact(properties.getMaxRequestSize().toBytes()), mcp.getAllowedHosts(),
				mcp.getAllowedOrigins());
		return new SimpleUrlHandlerMapping(Map.of(mcp.getPath(), new McpHttpHandler(dispatcher, agents, settings)),
				ORDER);
	}

}
