package io.adcp.spring.server;

import java.lang.reflect.Type;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.Recovery;
import io.adcp.spring.wire.AdcpErrorBody;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns what handlers return into the inner response's text, and back.
 *
 * @since 0.1.0
 */
public class ResponseCodec implements ResponseFormat {

	private final JsonMapper mapper;

	private final ObjectWriter writer;

	/**
	 * Create a codec.
	 * @param mapper the application's mapper
	 */
	public ResponseCodec(JsonMapper mapper) {
		this.mapper = mapper;
		this.writer = mapper.writer().with(StreamWriteFeature.STRICT_DUPLICATE_DETECTION);
	}

	/**
	 * Write a handler's return value.
	 * @param returned the value
	 * @return a JSON object
	 * @throws AdcpException if the value is an AdCP error body
	 * @throws IllegalStateException if it is not a JSON object
	 */
	@Override
	public String write(@Nullable Object returned) {
		String text = text(returned);
		if (!text.startsWith("{")) {
			throw new IllegalStateException("A task's handler must return a JSON object, not "
					+ ((returned != null) ? returned.getClass().getName() : "null"));
		}
		return requireSuccess(text);
	}

	/**
	 * Check that an inner response is one that may be stored.
	 * @param text the response
	 * @return the same
	 * @throws AdcpException if it is an AdCP error body
	 * @throws IllegalStateException if it is not a JSON object
	 */
	public String requireSuccess(String text) {
		if (!text.startsWith("{")) {
			throw new IllegalStateException("A task's handler must return a JSON object");
		}
		if (text.contains("\"adcp_error\"") || text.contains("\"errors\"") || text.contains("\"failed\"")) {
			rejectError(this.mapper.readTree(text));
		}
		return text;
	}

	// As a tree, a value that names a field twice has it once. Others need no tree.
	private String text(@Nullable Object returned) {
		try {
			return this.writer.writeValueAsString(returned);
		}
		catch (StreamWriteException ex) {
			return this.mapper.writeValueAsString(this.mapper.valueToTree(returned));
		}
	}

	private static void rejectError(JsonNode body) {
		if (AdcpErrorBody.isError(body)) {
			throw new AdcpTaskException(AdcpErrorBody.read(body), null, null);
		}
		// A handler that reports on another task names that task's type
		if ("failed".equals(body.path("status").asString("")) && !body.has("task_type")) {
			throw new AdcpTaskException(
					AdcpError.of("TASK_FAILED", "The task failed and gave no error", Recovery.TERMINAL), null);
		}
	}

	/**
	 * Read a return value from a stored response.
	 * @param response the stored text
	 * @param type the type of the value
	 * @return the value, or {@code null} if the type cannot be read from JSON
	 */
	@Override
	public @Nullable Object read(String response, Type type) {
		try {
			return this.mapper.readValue(StoredResponse.bodyOf(response), this.mapper.constructType(type));
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
