package io.adcp.spring.server.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.server.TaskDispatcher;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The MCP endpoint on Spring Web MVC: one path that takes a message by {@code POST} and
 * answers it as JSON. It offers no stream, so other methods are not allowed.
 *
 * @since 0.1.0
 */
public final class McpRoutes {

	private static final String PROTOCOL_VERSION = "MCP-Protocol-Version";

	private final McpTaskServer server;

	private final AgentResolver agents;

	private final Settings settings;

	private final AllowedCallers callers;

	/**
	 * Create the routes.
	 * @param dispatcher answers the tasks
	 * @param agents tells who calls
	 * @param settings the endpoint's settings
	 */
	public McpRoutes(TaskDispatcher dispatcher, AgentResolver agents, Settings settings) {
		this.server = new McpTaskServer(dispatcher, settings.name(), settings.version());
		this.agents = agents;
		this.settings = settings;
		this.callers = new AllowedCallers(settings.allowedHosts(), settings.allowedOrigins());
	}

	/**
	 * Return the routes.
	 * @return a function that answers each request to the endpoint's path
	 */
	public RouterFunction<ServerResponse> routerFunction() {
		return RouterFunctions.route()
			.POST(path(), this::post)
			.route(RequestPredicates.path(path()),
					(request) -> ServerResponse.status(HttpStatus.METHOD_NOT_ALLOWED).allow(HttpMethod.POST).build())
			.build();
	}

	/**
	 * Return the path that is answered.
	 * @return a pattern, from the application's root
	 */
	public String path() {
		return PathPatternParser.defaultInstance.initFullPathPattern(this.settings.path());
	}

	private ServerResponse post(ServerRequest request) throws IOException {
		McpAnswer answer = answer(request);
		ServerResponse.BodyBuilder response = ServerResponse.status(answer.status());
		return (answer.body().length == 0) ? response.build()
				: response.contentType(MediaType.APPLICATION_JSON).body(answer.body());
	}

	private McpAnswer answer(ServerRequest request) throws IOException {
		HttpHeaders headers = request.headers().asHttpHeaders();
		McpAnswer refused = this.callers.refuse(headers.getFirst(HttpHeaders.HOST), headers.getOrigin());
		if (refused != null) {
			return refused;
		}
		if (!isJson(headers.getFirst(HttpHeaders.CONTENT_TYPE))) {
			return refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The Content-Type must be application/json");
		}
		byte[] body = read(request.servletRequest().getInputStream());
		if (body.length > this.settings.maxRequestSize()) {
			return refusal(HttpStatus.CONTENT_TOO_LARGE,
					"The request is larger than " + this.settings.maxRequestSize() + " bytes");
		}
		return this.server.answer(body, headers.getFirst(PROTOCOL_VERSION),
				() -> this.agents.resolve(request.principal().orElse(null)));
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

	private byte[] read(InputStream body) throws IOException {
		return body.readNBytes(this.settings.maxRequestSize() + 1);
	}

	private static McpAnswer refusal(HttpStatus status, String message) {
		return McpAnswer.refusal(status, McpAnswer.INVALID_REQUEST, null, message);
	}

	/**
	 * The settings of the endpoint.
	 *
	 * @param path the path that it answers on
	 * @param name the name that it tells
	 * @param version the version that it tells
	 * @param maxRequestSize the largest request, in bytes
	 * @param allowedHosts the {@code Host} headers that are answered; all where empty
	 * @param allowedOrigins the {@code Origin} headers that are answered; none where
	 * empty
	 */
	public record Settings(String path, String name, String version, int maxRequestSize, List<String> allowedHosts,
			List<String> allowedOrigins) {

	}

}
