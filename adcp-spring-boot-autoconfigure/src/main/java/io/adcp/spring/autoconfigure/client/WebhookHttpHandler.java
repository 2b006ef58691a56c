package io.adcp.spring.autoconfigure.client;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.adcp.spring.client.webhook.WebhookAnswer;
import io.adcp.spring.client.webhook.WebhookReceiver;
import io.adcp.spring.client.webhook.WebhookRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.HttpRequestHandler;

/**
 * Takes webhooks from HTTP: bounded, and with the bytes as they came.
 */
final class WebhookHttpHandler implements HttpRequestHandler {

	private final WebhookReceiver receiver;

	private final WebhookAddresses addresses;

	private final int maxBodySize;

	WebhookHttpHandler(WebhookReceiver receiver, WebhookAddresses addresses, int maxBodySize) {
		this.receiver = receiver;
		this.addresses = addresses;
		this.maxBodySize = maxBodySize;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (!request.getMethod().equals("POST")) {
			response.setHeader("Allow", "POST");
			response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
			return;
		}
		byte[] body = request.getInputStream().readNBytes(this.maxBodySize + 1);
		if (body.length > this.maxBodySize) {
			response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
			return;
		}
		String path = request.getRequestURI();
		String agent = path.substring(path.lastIndexOf('/') + 1);
		WebhookAnswer answer = this.receiver
			.receive(new WebhookRequest(agent, this.addresses.of(agent), headers(request), body));
		if (answer.signatureError() != null) {
			response.setHeader("WWW-Authenticate", "Signature error=\"" + answer.signatureError() + "\"");
		}
		response.setStatus(answer.status());
	}

	private static Map<String, List<String>> headers(HttpServletRequest request) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		for (String name : Collections.list(request.getHeaderNames())) {
			headers.put(name, Collections.list(request.getHeaders(name)));
		}
		return headers;
	}

}
