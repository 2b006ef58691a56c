package io.adcp.spring.server.a2a;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.server.jsonrpc.AllowedCallers;
import io.adcp.spring.server.jsonrpc.JsonRpcAnswer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Tells the agent's card on Spring Web MVC. It is for everybody, and it names the tasks
 * and the endpoint, and nothing else.
 *
 * @since 0.1.0
 */
public final class AgentCardHttpHandler implements HttpRequestHandler {

	private final AgentCard card;

	private final AllowedCallers callers;

	private final Address address;

	/**
	 * Create a handler.
	 * @param dispatcher names the tasks
	 * @param name the agent's name
	 * @param version the agent's version
	 * @param settings the endpoint's settings
	 * @param address where the endpoint is
	 */
	public AgentCardHttpHandler(TaskDispatcher dispatcher, String name, String version,
			A2aHttpHandler.Settings settings, Address address) {
		this.card = new AgentCard(name, version, settings.versions(), dispatcher.tasks());
		this.callers = settings.callers();
		this.address = address;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (!HttpMethod.GET.matches(request.getMethod()) && !HttpMethod.HEAD.matches(request.getMethod())) {
			response.setHeader(HttpHeaders.ALLOW, "GET, HEAD");
			response.setStatus(HttpStatus.METHOD_NOT_ALLOWED.value());
			return;
		}
		JsonRpcAnswer refused = this.callers.refuse(request.getHeader(HttpHeaders.HOST),
				request.getHeader(HttpHeaders.ORIGIN));
		response.setStatus((refused != null) ? refused.status().value() : HttpStatus.OK.value());
		byte[] body = (refused != null) ? refused.body()
				: this.card.write(this.address.of(request)).toString().getBytes(StandardCharsets.UTF_8);
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

	/**
	 * Where the endpoint is.
	 *
	 * @param url its whole address, or {@code null} where it is on the host that the card
	 * was asked of
	 * @param path its path below the dispatcher servlet
	 */
	public record Address(@Nullable String url, String path) {

		private String of(HttpServletRequest request) {
			return (this.url != null) ? this.url
					: ServletUriComponentsBuilder.fromServletMapping(request).path(this.path).toUriString();
		}

	}

}
