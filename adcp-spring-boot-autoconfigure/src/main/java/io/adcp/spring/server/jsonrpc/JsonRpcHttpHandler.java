package io.adcp.spring.server.jsonrpc;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import io.adcp.spring.server.AgentResolver;
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
 * An endpoint that takes JSON-RPC messages on Spring Web MVC, one by each {@code POST},
 * and answers them as JSON. It offers no stream, so other methods are not allowed.
 *
 * @since 0.1.0
 */
public final class JsonRpcHttpHandler implements HttpRequestHandler {

	private final JsonRpcServer server;

	private final AgentResolver agents;

	private final int maxRequestSize;

	private final AllowedCallers callers;

	/**
	 * Create a handler.
	 * @param server answers the messages
	 * @param agents tells who calls
	 * @param maxRequestSize the largest request, in bytes
	 * @param callers who may call
	 */
	public JsonRpcHttpHandler(JsonRpcServer server, AgentResolver agents, int maxRequestSize, AllowedCallers callers) {
		this.server = server;
		this.agents = agents;
		this.maxRequestSize = maxRequestSize;
		this.callers = callers;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (!HttpMethod.POST.matches(request.getMethod())) {
			response.setHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
			response.setStatus(HttpStatus.METHOD_NOT_ALLOWED.value());
			return;
		}
		JsonRpcAnswer answer = answer(request);
		response.setStatus(answer.status().value());
		answer.headers().forEach(response::setHeader);
		if (answer.body().length > 0) {
			response.setContentType(MediaType.APPLICATION_JSON_VALUE);
			response.setContentLength(answer.body().length);
			response.getOutputStream().write(answer.body());
		}
	}

	private JsonRpcAnswer answer(HttpServletRequest request) throws IOException {
		JsonRpcAnswer refused = this.callers.refuse(request.getHeader(HttpHeaders.HOST),
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
		return this.server.answer(body, (name) -> header(request, name),
				() -> this.agents.resolve(request.getUserPrincipal()));
	}

	private static @Nullable String header(HttpServletRequest request, String name) {
		Enumeration<String> values = request.getHeaders(name);
		List<String> all = (values != null) ? Collections.list(values) : List.of();
		return all.isEmpty() ? null : String.join(",", all);
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

	private static JsonRpcAnswer refusal(HttpStatus status, String message) {
		return JsonRpcAnswer.refusal(status, JsonRpcAnswer.INVALID_REQUEST, null, message);
	}

}
