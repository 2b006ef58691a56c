package io.adcp.spring.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON as it comes over the wire, by the rules of {@link CanonicalJson}, and keeps
 * what was sent: numbers with all their digits, {@code null} as {@code null}. A name that
 * comes twice in one object is refused, because two readers could take different values
 * for it (AdCP 3.1 idempotency, payload equivalence).
 *
 * @since 0.1.0
 */
public final class StrictJson {

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder().streamReadConstraints(constraints()).build())
		.enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
				DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private StrictJson() {
	}

	private static StreamReadConstraints constraints() {
		return StreamReadConstraints.builder()
			.maxNestingDepth(JsonCursor.MAX_DEPTH)
			.maxNumberLength(JsonNumber.MAX_LENGTH)
			.maxStringLength(JsonCursor.MAX_STRING_LENGTH)
			.maxNameLength(JsonCursor.MAX_NAME_LENGTH)
			.build();
	}

	/**
	 * Read a JSON value.
	 * @param json the text, in UTF-8
	 * @return the tree
	 * @throws MalformedJsonException if the text is malformed or exceeds a limit
	 */
	public static JsonNode read(byte[] json) {
		return read(json, 0, json.length);
	}

	/**
	 * Read a JSON value that is part of a longer text.
	 * @param json the text, in UTF-8
	 * @param offset where the value starts
	 * @param length the value's length in bytes
	 * @return the tree
	 * @throws MalformedJsonException if the value is malformed or exceeds a limit
	 */
	public static JsonNode read(byte[] json, int offset, int length) {
		// What Jackson lets pass: byte order marks, other encodings, overlong UTF-8, lone
		// surrogates, numbers out of a double's range.
		JsonCursor cursor = new JsonCursor(json, offset, length);
		cursor.skip();
		cursor.finish();
		try {
			return MAPPER.readTree(json, offset, length);
		}
		catch (JacksonException ex) {
			// Without its words, which quote the payload.
			throw duplicate(json, offset, length);
		}
	}

	/** Jackson does not tell the path, so this does its work again, in our own way. */
	private static MalformedJsonException duplicate(byte[] json, int offset, int length) {
		try {
			CanonicalOutput out = new CanonicalOutput(length);
			new CanonicalBytes(new JsonCursor(json, offset, length), out).write(Exclusion.EXCLUDED);
			return new MalformedJsonException("Malformed JSON");
		}
		catch (MalformedJsonException ex) {
			return ex;
		}
	}

	/**
	 * Find a value by its path, for example {@code find(message, "params", "arguments")}.
	 * @param json the text, in UTF-8
	 * @param path the names of the members to go through, from the outermost inwards
	 * @return the value's place, or {@code null} where there is no such member
	 * @throws MalformedJsonException if the text is malformed or exceeds a limit, or has
	 * one of the path's names twice
	 */
	public static @Nullable JsonSlice find(byte[] json, String... path) {
		JsonCursor cursor = new JsonCursor(json, 0, json.length);
		JsonSlice found = find(cursor, path, 0);
		cursor.finish();
		return found;
	}

	private static @Nullable JsonSlice find(JsonCursor cursor, String[] path, int level) {
		int next = cursor.peek();
		if (level == path.length) {
			int start = cursor.pos;
			cursor.skip();
			return new JsonSlice(cursor.bytes, start, cursor.pos - start);
		}
		if (next != '{') {
			cursor.skip();
			return null;
		}
		return findMember(cursor, path, level);
	}

	private static @Nullable JsonSlice findMember(JsonCursor cursor, String[] path, int level) {
		JsonSlice found = null;
		boolean seen = false;
		cursor.open();
		for (boolean more = cursor.first('}'); more; more = cursor.more('}')) {
			cursor.name();
			String name = cursor.text();
			boolean wanted = name.equals(path[level]);
			try {
				if (wanted && seen) {
					throw new MalformedJsonException("Name twice in one object");
				}
				found = wanted ? find(cursor, path, level + 1) : skip(cursor, found);
			}
			catch (MalformedJsonException ex) {
				throw ex.within(name);
			}
			seen |= wanted;
		}
		return found;
	}

	private static @Nullable JsonSlice skip(JsonCursor cursor, @Nullable JsonSlice found) {
		cursor.skip();
		return found;
	}

}
