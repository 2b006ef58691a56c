package io.adcp.spring.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

import tools.jackson.databind.JsonNode;

/**
 * A JSON value within a longer text: its bytes as they stand there, not copied. Its
 * {@code toString} tells the place, not the content.
 *
 * @since 0.1.0
 */
public final class JsonSlice {

	private final byte[] source;

	private final int offset;

	private final int length;

	/**
	 * Create a slice.
	 * @param source the whole text, in UTF-8; not copied, so it must not be changed
	 * @param offset where the value starts
	 * @param length the value's length in bytes
	 */
	public JsonSlice(byte[] source, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, source.length);
		this.source = source;
		this.offset = offset;
		this.length = length;
	}

	/**
	 * Return the text that the value is a part of.
	 * @return the whole text, not a copy
	 */
	public byte[] source() {
		return this.source;
	}

	/**
	 * Return where the value starts.
	 * @return the place in {@link #source()}
	 */
	public int offset() {
		return this.offset;
	}

	/**
	 * Return the value's length.
	 * @return the length in bytes
	 */
	public int length() {
		return this.length;
	}

	/**
	 * Copy the value's bytes.
	 * @return a copy
	 */
	public byte[] toByteArray() {
		return Arrays.copyOfRange(this.source, this.offset, this.offset + this.length);
	}

	/**
	 * Return the value as text.
	 * @return the JSON text
	 */
	public String text() {
		return new String(this.source, this.offset, this.length, StandardCharsets.UTF_8);
	}

	/**
	 * Read the value.
	 * @return the tree
	 * @throws MalformedJsonException if it is malformed
	 */
	public JsonNode read() {
		return StrictJson.read(this.source, this.offset, this.length);
	}

	@Override
	public String toString() {
		return "JsonSlice[" + this.offset + ", " + this.length + " bytes]";
	}

}
