package io.adcp.spring.server.jsonrpc;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.function.Consumer;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.wire.AdcpErrorBody;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a message is answered with, whatever web stack carries it.
 *
 * @since 0.1.0
 */
public final class JsonRpcAnswer {

	/** The message is no JSON. */
	public static final int PARSE_ERROR = -32700;

	/** The message is no request. */
	public static final int INVALID_REQUEST = -32600;

	/** There is no such method. */
	public static final int METHOD_NOT_FOUND = -32601;

	/** The method cannot take these parameters. */
	public static final int INVALID_PARAMS = -32602;

	private final HttpStatus status;

	private final byte[] body;

	private final Map<String, String> headers;

	private JsonRpcAnswer(HttpStatus status, byte[] body, Map<String, String> headers) {
		this.status = status;
		this.body = body;
		this.headers = headers;
	}

	/**
	 * Return the HTTP status.
	 * @return the status
	 */
	public HttpStatus status() {
		return this.status;
	}

	/**
	 * Return the headers that stand beside the body.
	 * @return each value by its name
	 */
	public Map<String, String> headers() {
		return this.headers;
	}

	/**
	 * Return this answer with one header, in place of those that it had.
	 * @param name the header's name
	 * @param value the header's value
	 * @return the answer with the header
	 */
	public JsonRpcAnswer withHeader(String name, String value) {
		return new JsonRpcAnswer(this.status, this.body, Map.of(name, value));
	}

	/**
	 * Return the body.
	 * @return a JSON-RPC response in UTF-8, or nothing
	 */
	public byte[] body() {
		return this.body;
	}

	/**
	 * Answer a notification.
	 * @return an answer without body
	 */
	public static JsonRpcAnswer accepted() {
		return new JsonRpcAnswer(HttpStatus.ACCEPTED, new byte[0], Map.of());
	}

	/**
	 * Answer a request.
	 * @param id the request's id
	 * @param result writes the members of the result
	 * @return the answer
	 */
	public static JsonRpcAnswer result(JsonNode id, Consumer<JsonGenerator> result) {
		return write(HttpStatus.OK, id, (json) -> {
			json.writeObjectPropertyStart("result");
			result.accept(json);
			json.writeEndObject();
		});
	}

	/**
	 * Answer with a JSON-RPC error whose data is an AdCP error.
	 * @param status the HTTP status
	 * @param code JSON-RPC's code
	 * @param id the message's id, if it is known and has the form of one
	 * @param error what is wrong, in words for the caller
	 * @return the answer
	 */
	public static JsonRpcAnswer error(HttpStatus status, int code, @Nullable JsonNode id, AdcpError error) {
		return error(status, code, id, error.message(), AdcpErrorBody.write(error, null));
	}

	/**
	 * Answer with a JSON-RPC error.
	 * @param status the HTTP status
	 * @param code JSON-RPC's code, or the transport's
	 * @param id the message's id, if it is known and has the form of one
	 * @param message what is wrong, in words for the caller
	 * @param data what the transport says beside that, or {@code null}
	 * @return the answer
	 */
	public static JsonRpcAnswer error(HttpStatus status, int code, @Nullable JsonNode id, String message,
			@Nullable JsonNode data) {
		return write(status, id, (json) -> {
			json.writeObjectPropertyStart("error");
			json.writeNumberProperty("code", code);
			json.writeStringProperty("message", message);
			if (data != null) {
				json.writeName("data");
				json.writeRawValue(data.toString());
			}
			json.writeEndObject();
		});
	}

	/**
	 * Answer a message that is refused.
	 * @param status the HTTP status
	 * @param code JSON-RPC's code
	 * @param id the message's id, if it is known and has the form of one
	 * @param message what is wrong, in words for the caller
	 * @return the answer
	 */
	public static JsonRpcAnswer refusal(HttpStatus status, int code, @Nullable JsonNode id, String message) {
		return error(status, code, id, AdcpError.of(AdcpErrorCode.INVALID_REQUEST, message));
	}

	private static JsonRpcAnswer write(HttpStatus status, @Nullable JsonNode id, Consumer<JsonGenerator> members) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		try (JsonGenerator json = JsonMapper.shared().createGenerator(body)) {
			json.writeStartObject();
			json.writeStringProperty("jsonrpc", "2.0");
			writeId(json, id);
			members.accept(json);
			json.writeEndObject();
		}
		return new JsonRpcAnswer(status, body.toByteArray(), Map.of());
	}

	private static void writeId(JsonGenerator json, @Nullable JsonNode id) {
		if (id != null && id.isString()) {
			json.writeStringProperty("id", id.asString());
		}
		else if (id != null && id.isIntegralNumber() && id.canConvertToLong()) {
			json.writeNumberProperty("id", id.asLong());
		}
		else {
			json.writeNullProperty("id");
		}
	}

}
