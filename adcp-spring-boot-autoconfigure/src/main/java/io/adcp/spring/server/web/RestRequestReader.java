package io.adcp.spring.server.web;

import java.io.IOException;
import java.util.HexFormat;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.idempotency.PayloadHash;
import io.adcp.spring.server.WireRequest;
import io.adcp.spring.wire.StrictJson;
import io.adcp.spring.wire.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.HttpMediaTypeNotSupportedException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes from a request all that tells it from another, before anybody else has read it.
 */
final class RestRequestReader {

	private final int maxRequestSize;

	RestRequestReader(int maxRequestSize) {
		this.maxRequestSize = maxRequestSize;
	}

	/**
	 * Read a request's body.
	 * @param request the request
	 * @return the bytes, none where there is no body
	 * @throws HttpMediaTypeNotSupportedException for forms: their values go other ways
	 * than the body, and would not be part of what is compared
	 */
	byte[] body(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
		MediaType type = type(request);
		if (type != null && (!type.isConcrete() || isForm(type))) {
			throw unsupported();
		}
		try {
			byte[] body = request.getInputStream().readNBytes(this.maxRequestSize + 1);
			if (body.length > this.maxRequestSize) {
				throw invalid("The request is larger than " + this.maxRequestSize + " bytes");
			}
			return body;
		}
		catch (IOException ex) {
			throw new HttpMessageNotReadableException("The request ended early", ex,
					new ServletServerHttpRequest(request));
		}
	}

	private static @Nullable MediaType type(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
		try {
			String type = request.getContentType();
			return (type != null) ? MediaType.parseMediaType(type) : null;
		}
		catch (InvalidMediaTypeException ex) {
			throw unsupported();
		}
	}

	private static boolean isForm(MediaType type) {
		return MediaType.APPLICATION_FORM_URLENCODED.equalsTypeAndSubtype(type) || "multipart".equals(type.getType());
	}

	private static boolean isJson(@Nullable MediaType type) {
		return type != null
				&& (MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type) || "json".equals(type.getSubtypeSuffix()));
	}

	private static HttpMediaTypeNotSupportedException unsupported() {
		return new HttpMediaTypeNotSupportedException("This content type is not supported here: send JSON");
	}

	/**
	 * Read the request of a task.
	 * @param request the request, its body read
	 * @param body the body
	 * @param task the task
	 * @return the request
	 */
	WireRequest read(HttpServletRequest request, byte[] body, RestTask task) throws HttpMediaTypeNotSupportedException {
		ObjectNode target = RequestTarget.of(request);
		JsonNode json = JsonNodeFactory.instance.objectNode();
		if (body.length > 0 && (task.isAdcp() || isJson(type(request)))) {
			json = StrictJson.read(body);
		}
		else if (body.length > 0) {
			target = (target != null) ? target : JsonNodeFactory.instance.objectNode();
			target.set("body", other(request, body));
		}
		if (task.isAdcp() && !json.isObject()) {
			throw invalid("The request must be a JSON object");
		}
		boolean keyed = task.idempotent() || task.needsKey();
		return new WireRequest(json, keyed ? IdempotencyKeyHeader.read(request, json) : null, target);
	}

	private static JsonNode other(HttpServletRequest request, byte[] body) {
		ObjectNode other = JsonNodeFactory.instance.objectNode();
		other.put("type", request.getContentType());
		other.put("sha256", HexFormat.of().formatHex(PayloadHash.digest(body).bytes()));
		return other;
	}

	private static InvalidRequestException invalid(String message) {
		return new InvalidRequestException(AdcpError.of(AdcpErrorCode.INVALID_REQUEST, message), null);
	}

}
