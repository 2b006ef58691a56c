package io.adcp.spring.verification.harness.outside;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of JSON values, one a line, that only grows. What was appended is on the disk
 * and survives a kill; a line that a kill has cut off was never appended.
 */
final class DurableLog implements AutoCloseable {

	private final JsonMapper mapper = OutsideServer.MAPPER;

	private final List<JsonNode> entries = new ArrayList<>();

	private final FileChannel channel;

	DurableLog(Path file) throws IOException {
		Files.createDirectories(file.toAbsolutePath().getParent());
		this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE);
		byte[] bytes = Files.readAllBytes(file);
		int end = 0;
		for (int i = 0; i < bytes.length; i++) {
			if (bytes[i] == '\n') {
				this.entries.add(this.mapper.readTree(bytes, end, i - end));
				end = i + 1;
			}
		}
		this.channel.truncate(end).position(end);
	}

	/**
	 * Append a value. It is on the disk when this returns.
	 * @param value the value
	 * @return the value as JSON
	 */
	synchronized JsonNode append(Object value) throws IOException {
		JsonNode entry = this.mapper.valueToTree(value);
		ByteBuffer line = StandardCharsets.UTF_8.encode(this.mapper.writeValueAsString(entry) + "\n");
		while (line.hasRemaining()) {
			this.channel.write(line);
		}
		this.channel.force(false);
		this.entries.add(entry);
		return entry;
	}

	/**
	 * Return all values, those of earlier lives included.
	 * @return the values, in the order in which they were appended
	 */
	synchronized List<JsonNode> entries() {
		return List.copyOf(this.entries);
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
