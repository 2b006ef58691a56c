package io.adcp.spring.autoconfigure;

import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.server.mcp.McpRequestFilter;
import io.adcp.spring.server.mcp.McpTaskServer;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import jakarta.servlet.http.HttpServlet;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import tools.jackson.databind.json.JsonMapper;

/**
 * Serves the tasks of all {@code @AdcpController} beans over MCP.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AdcpServerAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ HttpServletStatelessServerTransport.class, JacksonMcpJsonMapper.class })
@ConditionalOnBean(value = TaskDispatcher.class, annotation = AdcpController.class)
@ConditionalOnBooleanProperty(name = "adcp.server.mcp.enabled", matchIfMissing = true)
public final class AdcpMcpServerAutoConfiguration {

	private static final String VERSION = "1";

	@Bean
	McpTaskServer adcpMcpTaskServer(TaskDispatcher dispatcher, AgentResolver agents, AdcpServerProperties properties,
			Environment environment) {
		AdcpServerProperties.Mcp mcp = properties.getMcp();
		McpTaskServer.Settings settings = new McpTaskServer.Settings(mcp.getPath(),
				environment.getProperty("spring.application.name", "adcp-seller"), VERSION, maxRequestSize(properties),
				mcp.getAllowedHosts(), mcp.getAllowedOrigins());
		return new McpTaskServer(dispatcher, agents, new JacksonMcpJsonMapper(JsonMapper.shared()), settings);
	}

	@Bean
	ServletRegistrationBean<HttpServlet> adcpMcpServlet(McpTaskServer server, AdcpServerProperties properties) {
		ServletRegistrationBean<HttpServlet> registration = new ServletRegistrationBean<>(server.servlet(),
				properties.getMcp().getPath());
		registration.setName("adcpMcpServlet");
		registration.setAsyncSupported(true);
		return registration;
	}

	@Bean
	FilterRegistrationBean<McpRequestFilter> adcpMcpRequestFilter(AdcpServerProperties properties) {
		FilterRegistrationBean<McpRequestFilter> registration = new FilterRegistrationBean<>(
				new McpRequestFilter(properties.getMcp().getPath(), maxRequestSize(properties)));
		registration.addUrlPatterns(properties.getMcp().getPath());
		return registration;
	}

	private static int maxRequestSize(AdcpServerProperties properties) {
		return Math.toIntExact(properties.getMaxRequestSize().toBytes());
	}

}
