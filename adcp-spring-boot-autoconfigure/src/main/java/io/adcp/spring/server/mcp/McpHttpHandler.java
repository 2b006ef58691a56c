package io.adcp.spring.server.mcp;

import java.io.IOException;
import java.util.List;

import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.server.jsonrpc.AllowedCallers;
import io.adcp.spring.server.jsonrpc.JsonRpcHttpHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.HttpRequestHandler;

/**
 * The MCP endpoint on Spring Web MVC. It takes a message by {@code POST} and answers it
 * as JSON. It offers no stream, so other methods are not allowed.
 *
 * @since 0.1.0
 */
public final class McpHttpHandler implements HttpRequestHandler {

	private final JsonRpcHttpHandler handler;

	/**
	 * Create a handler.
	 * @param dispatcher answers the tasks
	 * @param agents tells who calls
	 * @param settings the endpoint's settings
	 */
	public McpHttpHandler(TaskDispatcher dispatcher, AgentResolver agents, Settings settings) {
		this.handler = new JsonRpcHttpHandler(new McpTaskServer(dispatcher, settings.name(), settings.version()),
				agents, settings.maxRequestSize(),
				new AllowedCallers(settings.allowedHosts(), settings.allowedOrigins()));
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.handler.handleRequest(request, response);
	}

	/**
	 * The settings of the endpoint.
	 *
	 * @param name the name that it tells
	 * @param version the version that it tells
	 * @param maxRequestSize the largest request, in bytes
	 * @param allowedHosts the {@code Host} headers that are answered; all where empty
	 * @param allowedOrigins the {@code Origin} headers that are answered; none where
	 * empty
	 */
	public record Settings(String name, String version, int maxRequestSize, List<String> allowedHosts,
			List<String> allowedOrigins) {

	}

}
