package io.adcp.spring.server.mcp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.adcp.spring.wire.MalformedJsonException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;

import tools.jackson.databind.JsonNode;

/**
 * Stands before the MCP servlet: bounds and reads the body, refuses what is malformed,
 * keeps the bytes for the payload hash, and admits callers that accept JSON alone.
 *
 * @since 0.1.0
 */
public class McpRequestFilter extends OncePerRequestFilter {

	private final String path;

	private final int maxRequestSize;

	/**
	 * Create a filter.
	 * @param path the path of the servlet, which names its requests in metrics
	 * @param maxRequestSize the largest body that is read, in bytes
	 */
	public McpRequestFilter(String path, int maxRequestSize) {
		this.path = path;
		this.maxRequestSize = maxRequestSize;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !HttpMethod.POST.matches(request.getMethod());
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		ServerHttpObservationFilter.findObservationContext(request)
			.ifPresent((context) -> context.setPathPattern(this.path));
		byte[] body = request.getInputStream().readNBytes(this.maxRequestSize + 1);
		if (body.length > this.maxRequestSize) {
			refuse(response, HttpStatus.CONTENT_TOO_LARGE, JsonRpcErrors.INVALID_REQUEST, null,
					"The request is larger than " + this.maxRequestSize + " bytes");
			return;
		}
		McpMessage message = parse(body, response);
		if (message != null) {
			chain.doFilter(new McpHttpRequest(request, message), response);
		}
	}

	private static @Nullable McpMessage parse(byte[] body, HttpServletResponse response) throws IOException {
		try {
			McpMessage message = McpMessage.parse(body);
			String fault = message.fault();
			if (fault == null) {
				return message;
			}
			refuse(response, HttpStatus.BAD_REQUEST, JsonRpcErrors.INVALID_REQUEST, message.id(), fault);
		}
		catch (MalformedJsonException ex) {
			refuse(response, HttpStatus.BAD_REQUEST, JsonRpcErrors.PARSE_ERROR, null, ex.getMessage());
		}
		return null;
	}

	private static void refuse(HttpServletResponse response, HttpStatus status, int code, @Nullable JsonNode id,
			@Nullable String message) throws IOException {
		String text = (message != null) ? message : "Malformed request";
		response.setStatus(status.value());
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.getOutputStream().write(JsonRpcErrors.write(code, id, text).getBytes(StandardCharsets.UTF_8));
	}

}
