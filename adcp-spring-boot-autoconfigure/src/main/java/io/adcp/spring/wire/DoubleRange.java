package io.adcp.spring.wire;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/**
 * Tells whether the numbers of a JSON text survive a transport that carries them as
 * doubles, as A2A does. Integers beyond 2^53 would be rounded, so they must not be sent,
 * and what comes with one must be refused (AdCP 3.2, A2A profile extension v3, number
 * interoperability).
 *
 * @since 0.1.0
 */
public final class DoubleRange {

	// Each double beyond it is an integer.
	private static final double LARGEST = 9_007_199_254_740_991d;

	private static final JsonFactory FACTORY = new JsonFactory();

	private DoubleRange() {
	}

	/**
	 * Ask about a value.
	 * @param json the value
	 * @return {@code true} where no number in it is larger, or less, than all integers
	 * that a double tells apart
	 */
	public static boolean holds(JsonNode json) {
		return holds(json.traverse(ObjectReadContext.empty()));
	}

	/**
	 * Ask about a JSON text.
	 * @param json the text
	 * @return as {@link #holds(JsonNode)}; {@code false} where the text cannot be read
	 */
	public static boolean holds(String json) {
		return holds(FACTORY.createParser(ObjectReadContext.empty(), json));
	}

	private static boolean holds(JsonParser json) {
		try (json) {
			for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
				if (token.isNumeric() && !(Math.abs(json.getDoubleValue()) <= LARGEST)) {
					return false;
				}
			}
			return true;
		}
		catch (JacksonException ex) {
			return false;
		}
	}

}
