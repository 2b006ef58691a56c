package io.adcp.spring.server.a2a;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;

import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.server.jsonrpc.AllowedCallers;
import io.adcp.spring.server.jsonrpc.JsonRpcHttpHandler;
import io.adcp.spring.wire.A2aVersion;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.HttpRequestHandler;

/**
 * The A2A endpoint on Spring Web MVC. It takes a message by {@code POST} and answers it
 * as JSON, in the version of A2A that the caller's header names.
 *
 * @since 0.1.0
 */
public final class A2aHttpHandler implements HttpRequestHandler {

	private final JsonRpcHttpHandler handler;

	/**
	 * Create a handler.
	 * @param dispatcher answers the tasks
	 * @param agents tells who calls
	 * @param settings the endpoint's settings
	 */
	public A2aHttpHandler(TaskDispatcher dispatcher, AgentResolver agents, Settings settings) {
		this.handler = new JsonRpcHttpHandler(new A2aTaskServer(dispatcher, settings.versions(), Clock.systemUTC()),
				agents, settings.maxRequestSize(), settings.callers());
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.handler.handleRequest(request, response);
	}

	/**
	 * The settings of the endpoint.
	 *
	 * @param versions the versions of A2A that are spoken, at least one, the preferred
	 * one first
	 * @param maxRequestSize the largest request, in bytes
	 * @param allowedHosts the {@code Host} headers that are answered; all where empty
	 * @param allowedOrigins the {@code Origin} headers that are answered; none where
	 * empty
	 */
	public record Settings(Set<A2aVersion> versions, int maxRequestSize, List<String> allowedHosts,
			List<String> allowedOrigins) {

		AllowedCallers callers() {
			return new AllowedCallers(this.allowedHosts, this.allowedOrigins);
		}

	}

}
