package io.adcp.spring.server.mcp;

import java.io.ByteArrayOutputStream;
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
 */
final class McpAnswer {

	static final int PARSE_ERROR = -32700;

	static final int INVALID_REQUEST = -32600;

	static final int METHOD_NOT_FOUND = -32601;

	static final int INVALID_PARAMS = -32602;

	private final HttpStatus status;

	private final byte[] body;

	private McpAnswer(HttpStatus status, byte[] body) {
		this.status = status;
		this.body = body;
	}

	HttpStatus status() {
		return this.status;
	}

	/**
	 * Return the body.
	 * @return a JSON-RPC response in UTF-8, or nothing
	 */
	byte[] body() {
		return this.body;
	}

	/**
	 * Answer a notification.
	 * @return an answer without body
	 */
	static McpAnswer accepted() {
		return new McpAnswer(HttpStatus.ACCEPTED, new byte[0]);
	}

	/**
	 * Answer a request.
	 * @param id the request's id
	 * @param result writes the members of the result
	 * @return the answer
	 */
	static McpAnswer result(JsonNode id, Consumer<JsonGenerator> result) {
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
	static McpAnswer error(HttpStatus status, int code, @Nullable JsonNode id, AdcpError error) {
		return write(status, id, (json) -> {
			json.writeObjectPropertyStart("error");
			json.writeNumberProperty("code", code);
			json.writeStringProperty("message", error.message());
			json.writeName("data");
			json.writeRawValue(AdcpErrorBody.write(error, null).toString());
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
	static McpAnswer refusal(HttpStatus status, int code, @Nullable JsonNode id, String message) {
		return error(status, code, id, AdcpError.of(AdcpErrorCode.INVALID_REQUEST, message));
	}

	private static McpAnswer write(HttpStatus status, @Nullable JsonNode id, Consumer<JsonGenerator> members) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		try (JsonGenerator json = JsonMapper.shared().createGenerator(body)) {
			json.writeStartObject();
			json.writeStringProperty("jsonrpc", "2.0");
			writeId(json, id);
			members.accept(json);
			json.writeEndObject();
		}
		return new McpAnswer(status, body.toByteArray());
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
