package io.adcp.spring.wire;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what a seller answered. A buyer takes what it can make sense of, other than
 * {@link StrictJson}, and like it keeps numbers with all their digits.
 *
 * @since 0.1.0
 */
public final class LenientJson {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private static final String BYTE_ORDER_MARK = "\uFEFF";

	private LenientJson() {
	}

	/**
	 * Read a JSON object.
	 * @param json the bytes, in UTF-8, UTF-16 or UTF-32
	 * @return the object, or {@code null} where there is none
	 */
	public static @Nullable ObjectNode object(byte[] json) {
		try {
			return (MAPPER.readTree(json) instanceof ObjectNode object) ? object : null;
		}
		catch (JacksonException ex) {
			// a stray byte in some text must not cost the whole answer
			return object(new String(json, StandardCharsets.UTF_8));
		}
	}

	/**
	 * Read a JSON object.
	 * @param json the text, or {@code null}
	 * @return the object, or {@code null} where there is none
	 */
	public static @Nullable ObjectNode object(@Nullable String json) {
		if (json == null) {
			return null;
		}
		String text = json.startsWith(BYTE_ORDER_MARK) ? json.substring(1) : json;
		try {
			return (MAPPER.readTree(text) instanceof ObjectNode object) ? object : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
