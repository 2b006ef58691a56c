package io.adcp.spring.autoconfigure;

import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.server.mcp.McpRoutes;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.server.RequestPath;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Serves the tasks of all {@code @AdcpController} beans over MCP.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AdcpServerAutoConfiguration.class,
		afterName = "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(RouterFunctionMapping.class)
@ConditionalOnBean(value = TaskDispatcher.class, annotation = AdcpController.class)
@ConditionalOnBooleanProperty(name = "adcp.server.mcp.enabled", matchIfMissing = true)
public final class AdcpMcpServerAutoConfiguration {

	private static final String VERSION = "1";

	// Where Spring MVC has its own mapping of routes
	private static final int ORDER = -1;

	/**
	 * A mapping of its own, so that the application's interceptors don't stand around a
	 * call: an open session in view would hold a connection while a repetition waits.
	 */
	@Bean
	RouterFunctionMapping adcpMcpHandlerMapping(TaskDispatcher dispatcher, AgentResolver agents,
			AdcpServerProperties properties, Environment environment) {
		AdcpServerProperties.Mcp mcp = properties.getMcp();
		McpRoutes.Settings settings = new McpRoutes.Settings(mcp.getPath(),
				environment.getProperty("spring.application.name", "adcp-seller"), VERSION,
				Math.toIntExact(properties.getMaxRequestSize().toBytes()), mcp.getAllowedHosts(),
				mcp.getAllowedOrigins());
		RouterFunctionMapping mapping = new EndpointMapping(new McpRoutes(dispatcher, agents, settings));
		mapping.setOrder(ORDER);
		return mapping;
	}

	/**
	 * Looks at requests of the endpoint only. Spring's mapping reads the headers before
	 * the path, and would refuse other handlers' requests for a header that it cannot
	 * read.
	 */
	private static final class EndpointMapping extends RouterFunctionMapping {

		private final PathPattern path;

		EndpointMapping(McpRoutes routes) {
			super(routes.routerFunction());
			this.path = PathPatternParser.defaultInstance.parse(routes.path());
		}

		@Override
		protected @Nullable Object getHandlerInternal(HttpServletRequest request) throws Exception {
			RequestPath requested = ServletRequestPathUtils.getParsedRequestPath(request);
			return this.path.matches(requested.pathWithinApplication()) ? super.getHandlerInternal(request) : null;
		}

	}

}
