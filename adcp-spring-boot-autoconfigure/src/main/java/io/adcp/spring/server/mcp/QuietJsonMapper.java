package io.adcp.spring.server.mcp;

import java.io.IOException;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;

/**
 * A mapper whose failures say nothing of the classes that they happened in: the SDK
 * passes exception texts on to the caller.
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
		return this.delegate.writeValueAsString(value);
	}

	@Override
	public byte[] writeValueAsBytes(Object value) throws IOException {
		return this.delegate.writeValueAsBytes(value);
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
