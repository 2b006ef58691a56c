package io.adcp.spring.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request's body as JSON, and the key in it. One pass over the bytes finds that: a tree
 * would cost more than everything else that is done to a call.
 *
 * @param json the body
 * @param isObject whether it is one JSON object
 * @param isEmpty whether it has no fields
 * @param nullAt where its {@code idempotency_key} is {@code null}, or -1
 * @param key the key, empty where it is not a string, or {@code null} where it is absent
 * or {@code null}
 * @param saysVersion whether it names a release of AdCP, or a major version
 */
@SuppressWarnings("ArrayRecordComponent") // read once, and never compared
record SerializedBody(byte[] json, boolean isObject, boolean isEmpty, int nullAt, @Nullable String key,
		boolean saysVersion) {

	private static final Set<String> VERSION_FIELDS = Set.of("adcp_version", "adcp_major_version");

	static SerializedBody read(JsonMapper mapper, byte[] json) {
		try (JsonParser parser = mapper.createParser(json)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return notAnObject(json);
			}
			SerializedBody body = readFields(parser, json);
			// a raw value can add another one
			return (parser.nextToken() == null) ? body : notAnObject(json);
		}
	}

	private static SerializedBody readFields(JsonParser parser, byte[] json) {
		boolean empty = true;
		int nullAt = -1;
		String key = null;
		boolean saysVersion = false;
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			JsonToken value = parser.nextToken();
			empty = false;
			saysVersion |= VERSION_FIELDS.contains(name);
			if (name.equals(AdcpCallJson.KEY_FIELD)) {
				// two keys are malformed, and so is one that is not a string
				key = (key != null || nullAt >= 0) ? "" : text(parser, value);
				nullAt = (key == null) ? (int) parser.currentTokenLocation().getByteOffset() : -1;
			}
			parser.skipChildren();
		}
		return new SerializedBody(json, true, empty, nullAt, key, saysVersion);
	}

	private static SerializedBody notAnObject(byte[] json) {
		return new SerializedBody(json, false, false, -1, null, false);
	}

	/** What is not a string is refused later, as a malformed key. */
	private static @Nullable String text(JsonParser parser, JsonToken value) {
		if (value == JsonToken.VALUE_NULL) {
			return null;
		}
		return (value == JsonToken.VALUE_STRING) ? parser.getString() : "";
	}

	/**
	 * Return whether there is an {@code idempotency_key}, even if it is {@code null}.
	 */
	boolean hasField() {
		return this.nullAt >= 0 || this.key != null;
	}

	/**
	 * Return the body with a key in the place of {@code null}.
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
	 * Return the body with fields of a release in front of its own. They need not be
	 * looked for again.
	 * @param fields the fields as JSON
	 * @return the body
	 */
	SerializedBody withVersion(String fields) {
		byte[] all = behind(fields);
		int nullAt = (this.nullAt >= 0) ? this.nullAt + all.length - this.json.length : -1;
		return new SerializedBody(all, true, false, nullAt, this.key, true);
	}

	/**
	 * Return the body with fields in front of its own.
	 * @param fields the fields as JSON
	 * @return the bytes
	 */
	byte[] behind(String fields) {
		return behind(("{" + fields + (this.isEmpty ? "" : ",")).getBytes(StandardCharsets.UTF_8));
	}

	private byte[] behind(byte[] head) {
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
