package io.adcp.spring.client;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * A body as it was written, and what it says of the key. That is found in one pass over
 * its bytes: a tree would cost more than all else that is done to a call.
 *
 * @param json the body
 * @param isObject whether it is one JSON object
 * @param isEmpty whether it has no fields
 * @param nullAt where its {@code idempotency_key} is {@code null}, or -1
 * @param key the key, empty where it is no string, or {@code null} where it is absent or
 * {@code null}
 */
record SerializedBody(byte[] json, boolean isObject, boolean isEmpty, int nullAt, @Nullable String key) {

	static SerializedBody read(JsonMapper mapper, byte[] json) {
		try (JsonParser parser = mapper.createParser(json)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return new SerializedBody(json, false, false, -1, null);
			}
			SerializedBody body = readFields(parser, json);
			// raw values can make two of one
			return (parser.nextToken() == null) ? body : new SerializedBody(json, false, false, -1, null);
		}
	}

	private static SerializedBody readFields(JsonParser parser, byte[] json) {
		boolean empty = true;
		int nullAt = -1;
		String key = null;
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			JsonToken value = parser.nextToken();
			empty = false;
			if (name.equals(AdcpCallJson.KEY_FIELD)) {
				// two of them are malformed together, as one that is no string is
				key = (key != null || nullAt >= 0) ? "" : text(parser, value);
				nullAt = (key == null) ? (int) parser.currentTokenLocation().getByteOffset() : -1;
			}
			parser.skipChildren();
		}
		return new SerializedBody(json, true, empty, nullAt, key);
	}

	/** What is no string is no key either, and is refused as malformed. */
	private static @Nullable String text(JsonParser parser, JsonToken value) {
		if (value == JsonToken.VALUE_NULL) {
			return null;
		}
		return (value == JsonToken.VALUE_STRING) ? parser.getString() : "";
	}

	/**
	 * Return whether there is an {@code idempotency_key}, if only {@code null}.
	 */
	boolean hasField() {
		return this.nullAt >= 0 || this.key != null;
	}

	/**
	 * Return the body with another key than {@code null}.
	 * @param value the key as JSON
	 * @return the bytes, all others unchanged
	 */
	byte[] inPlaceOfNull(byte[] value) {
		int rest = this.nullAt + "null".length();
		byte[] all = Arrays.copyOf(this.json, this.json.length - "null".length() + value.length);
		System.arraycopy(value, 0, all, this.nullAt, value.length);
		System.arraycopy(this.json, rest, all, this.nullAt + value.length, this.json.length - rest);
		return all;
	}

	/**
	 * Return the body with another beginning.
	 * @param head what stands in the place of the opening brace
	 * @return the bytes
	 */
	byte[] behind(byte[] head) {
		int from = 0;
		while (this.json[from] != '{') {
			from++;
		}
		from++;
		byte[] all = Arrays.copyOf(head, head.length + this.json.length - from);
		System.arraycopy(this.json, from, all, head.length, this.json.length - from);
		return all;
	}

}
