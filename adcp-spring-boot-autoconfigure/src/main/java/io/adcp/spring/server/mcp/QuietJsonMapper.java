package io.adcp.spring.server.mcp;

import java.io.IOException;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;

/**
 * A mapper that tells nothing of the classes that a failure happened in: the SDK passes
 * exceptions' texts on to the caller, and even the exceptions.
 */
final class QuietJsonMapper implements McpJsonMapper {

	private final McpJsonMapper delegate;

	QuietJsonMapper(McpJsonMapper delegate) {
		this.delegate = delegate;
	}

	@Override
	public <T> T readValue(String content, Class<T> type) throws IOException {
		return quietly(() -> this.delegate.readValue(content, type));
	}

	@Override
	public <T> T readValue(byte[] content, Class<T> type) throws IOException {
		return quietly(() -> this.delegate.readValue(content, type));
	}

	@Override
	public <T> T readValue(String content, TypeRef<T> type) throws IOException {
		return quietly(() -> this.delegate.readValue(content, type));
	}

	@Override
	public <T> T readValue(byte[] content, TypeRef<T> type) throws IOException {
		return quietly(() -> this.delegate.readValue(content, type));
	}

	@Override
	public <T> T convertValue(Object value, Class<T> type) {
		return quietlyConverted(() -> this.delegate.convertValue(value, type));
	}

	@Override
	public <T> T convertValue(Object value, TypeRef<T> type) {
		return quietlyConverted(() -> this.delegate.convertValue(value, type));
	}

	@Override
	public String writeValueAsString(Object value) throws IOException {
		if (value instanceof McpError error) {
			return write(error.getJsonRpcError());
		}
		return this.delegate.writeValueAsString(value);
	}

	@Override
	public byte[] writeValueAsBytes(Object value) throws IOException {
		return this.delegate.writeValueAsBytes(value);
	}

	// The SDK writes its exceptions as they are, with their stack traces. The text of an
	// internal error is that of whatever was thrown.
	private static String write(McpSchema.JSONRPCResponse.JSONRPCError error) {
		boolean internal = error.code() == McpSchema.ErrorCodes.INTERNAL_ERROR;
		return JsonRpcErrors.write(error.code(), null,
				internal ? "The message could not be processed" : error.message());
	}

	private static <T> T quietly(Reading<T> reading) throws IOException {
		try {
			return reading.read();
		}
		catch (IOException | RuntimeException ex) {
			throw new IOException("Malformed message");
		}
	}

	private static <T> T quietlyConverted(Reading<T> reading) {
		try {
			return reading.read();
		}
		catch (IOException | RuntimeException ex) {
			throw new IllegalArgumentException("Malformed parameters");
		}
	}

	@FunctionalInterface
	private interface Reading<T> {

		T read() throws IOException;

	}

}
