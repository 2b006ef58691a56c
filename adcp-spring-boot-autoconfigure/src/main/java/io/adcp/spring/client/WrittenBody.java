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
 * @param hasField whether it has an {@code idempotency_key}, if only {@code null}
 * @param key the key, empty where it is no string, or {@code null} where it is absent or
 * {@code null}
 */
record WrittenBody(byte[] json, boolean isObject, boolean isEmpty, boolean hasField, @Nullable String key) {

	static WrittenBody read(JsonMapper mapper, byte[] json) {
		try (JsonParser parser = mapper.createParser(json)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return new WrittenBody(json, false, false, false, null);
			}
			WrittenBody body = readFields(parser, json);
			// raw values can make two of one
			return (parser.nextToken() == null) ? body : new WrittenBody(json, false, false, false, null);
		}
	}

	private static WrittenBody readFields(JsonParser parser, byte[] json) {
		boolean empty = true;
		boolean hasField = false;
		String key = null;
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			JsonToken value = parser.nextToken();
			empty = false;
			if (name.equals(AdcpCallJson.KEY_FIELD)) {
				hasField = true;
				key = text(parser, value);
			}
			parser.skipChildren();
		}
		return new WrittenBody(json, true, empty, hasField, key);
	}

	/** What is no string is no key either, and is refused as malformed. */
	private static @Nullable String text(JsonParser parser, JsonToken value) {
		if (value == JsonToken.VALUE_NULL) {
			return null;
		}
		return (value == JsonToken.VALUE_STRING) ? parser.getString() : "";
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
