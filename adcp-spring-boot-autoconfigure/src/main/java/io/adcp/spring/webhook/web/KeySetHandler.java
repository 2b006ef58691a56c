package io.adcp.spring.webhook.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.adcp.spring.webhook.WebhookKeys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestHandler;

/**
 * Shows anybody the public keys that webhooks are signed with, as a JWK set.
 *
 * @since 0.1.0
 */
public final class KeySetHandler implements HttpRequestHandler {

	// A new key should be seen soon, and before it signs.
	private static final String CACHE_CONTROL = "public, max-age=300";

	private final byte[] keySet;

	/**
	 * Create a handler.
	 * @param keys the keys
	 */
	public KeySetHandler(WebhookKeys keys) {
		this.keySet = keys.toJwks().getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (!HttpMethod.GET.matches(request.getMethod()) && !HttpMethod.HEAD.matches(request.getMethod())) {
			response.setHeader(HttpHeaders.ALLOW, "GET, HEAD");
			response.setStatus(HttpStatus.METHOD_NOT_ALLOWED.value());
			return;
		}
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.setHeader(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL);
		response.setContentLength(this.keySet.length);
		response.getOutputStream().write(this.keySet);
	}

}
