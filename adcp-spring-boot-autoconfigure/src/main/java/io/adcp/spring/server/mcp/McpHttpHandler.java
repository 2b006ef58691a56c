package io.adcp.spring.server.mcp;

import java.io.IOException;
import java.util.List;

import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.server.TaskDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestHandler;

/**
 * The MCP endpoint on Spring Web MVC. It takes a message by {@code POST} and answers it
 * as JSON. It offers no stream, so other methods are not allowed.
 *
 * @since 0.1.0
 */
public final class McpHttpHandler implements HttpRequestHandler {

	private static final String PROTOCOL_VERSION = "MCP-Protocol-Version";

	private final McpTaskServer server;

	private final AgentResolver agents;

	private final int maxRequestSize;

	private final AllowedCallers callers;

	/**
	 * Create a handler.
	 * @param dispatcher answers the tasks
	 * @param agents tells who calls
	 * @param settings the endpoint's settings
	 */
	public McpHttpHandler(TaskDispatcher dispatcher, AgentResolver agents, Settings settings) {
		this.server = new McpTaskServer(dispatcher, settings.name(), settings.version());
		this.agents = agents;
		this.maxRequestSize = settings.maxRequestSize();
		this.callers = new AllowedCallers(settings.allowedHosts(), settings.allowedOrigins());
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (!HttpMethod.POST.matches(request.getMethod())) {
			response.setHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
			response.setStatus(HttpStatus.METHOD_NOT_ALLOWED.value());
			return;
		}
		McpAnswer answer = answer(request);
		response.setStatus(answer.status().value());
		if (answer.body().length > 0) {
			response.setContentType(MediaType.APPLICATION_JSON_VALUE);
			response.setContentLength(answer.body().length);
			response.getOutputStream().write(answer.body());
		}
	}

	private McpAnswer answer(HttpServletRequest request) throws IOException {
		McpAnswer refused = this.callers.refuse(request.getHeader(HttpHeaders.HOST),
				request.getHeader(HttpHeaders.ORIGIN));
		if (refused != null) {
			return refused;
		}
		if (!isJson(request.getContentType())) {
			return refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The Content-Type must be application/json");
		}
		byte[] body = request.getInputStream().readNBytes(this.maxRequestSize + 1);
		if (body.length > this.maxRequestSize) {
			return refusal(HttpStatus.CONTENT_TOO_LARGE,
					"The request is larger than " + this.maxRequestSize + " bytes");
		}
		return this.server.answer(body, request.getHeader(PROTOCOL_VERSION),
				() -> this.agents.resolve(request.getUserPrincipal()));
	}

	private static boolean isJson(@Nullable String contentType) {
		try {
			return contentType != null
					&& MediaType.APPLICATION_JSON.equalsTypeAndSubtype(MediaType.parseMediaType(contentType));
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	private static McpAnswer refusal(HttpStatus status, String message) {
		return McpAnswer.refusal(status, McpAnswer.INVALID_REQUEST, null, message);
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
