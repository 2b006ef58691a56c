package io.adcp.spring.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/**
 * Reads JSON as it comes over the wire, once and strictly, and keeps what was sent:
 * numbers with all their digits, {@code null} as {@code null}.
 * <p>
 * Refused with a {@link MalformedJsonException}: what RFC 8259 does not allow (a byte
 * order mark and invalid UTF-8 included), a name that comes twice in one object, because
 * two readers could take different values for it (AdCP 3.2 idempotency, payload
 * equivalence), lone surrogates, numbers beyond the range of a double or of more than
 * 1,000 characters, nesting deeper than 200, and more than 500,000 values.
 *
 * @since 0.1.0
 */
public final class StrictJson {

	static final int MAX_DEPTH = 200;

	private static final int MAX_NAME_LENGTH = 50_000;

	private static final int MAX_STRING_LENGTH = 20_000_000;

	// The reader counts depth and digits itself, and a step before Jackson does: so it
	// can say what is wrong.
	private static final JsonFactory FACTORY = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(MAX_DEPTH + 1)
			.maxNumberLength(JsonNumber.MAX_LENGTH + 1)
			.maxStringLength(MAX_STRING_LENGTH)
			.maxNameLength(MAX_NAME_LENGTH)
			.build())
		.build();

	private StrictJson() {
	}

	/**
	 * Read a JSON value.
	 * @param json the text, in UTF-8
	 * @return the tree
	 * @throws MalformedJsonException if the text is malformed or exceeds a limit
	 */
	public static JsonNode read(byte[] json) {
		requireUtf8(json);
		try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
			return new TreeReader(parser).read();
		}
		catch (JacksonException ex) {
			// Without its words, which quote the payload.
			throw new MalformedJsonException("Malformed JSON");
		}
	}

	// Jackson guesses the encoding by the first bytes, takes a byte order mark, and
	// overlong UTF-8 and encoded surrogates anywhere.
	private static void requireUtf8(byte[] json) {
		int all = 0;
		for (byte b : json) {
			all |= b;
		}
		if (all < 0) {
			requireDecodable(json);
		}
		for (int i = 0; i < Math.min(4, json.length); i++) {
			if (json[i] == 0 || (i == 0 && json[i] < 0)) {
				throw new MalformedJsonException("Unexpected character");
			}
		}
	}

	private static void requireDecodable(byte[] json) {
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
		ByteBuffer in = ByteBuffer.wrap(json);
		CharBuffer out = CharBuffer.allocate(4096);
		CoderResult result;
		do {
			result = decoder.decode(in, out.clear(), true);
		}
		while (result.isOverflow());
		if (result.isError()) {
			throw new MalformedJsonException("Invalid UTF-8");
		}
	}

}
