package io.adcp.spring.wire;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds the tree of one text, and refuses what {@link StrictJson} refuses where it
 * stands.
 */
final class TreeReader {

	// As many of the smallest values take less than 80 MB, which is 20 times the largest
	// request that is read by default.
	static final int MAX_VALUES = 500_000;

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private final JsonParser parser;

	private int depth;

	private int values;

	TreeReader(JsonParser parser) {
		this.parser = parser;
	}

	JsonNode read() {
		JsonNode value = value(next());
		if (next() != null) {
			throw new MalformedJsonException("More than one value");
		}
		return value;
	}

	private @Nullable JsonToken next() {
		try {
			return this.parser.nextToken();
		}
		catch (JacksonException ex) {
			throw malformed(ex);
		}
	}

	private static MalformedJsonException malformed(JacksonException ex) {
		if (ex instanceof StreamConstraintsException) {
			return new MalformedJsonException("A name, a number or a string is too long");
		}
		return new MalformedJsonException(
				(ex instanceof UnexpectedEndOfInputException) ? "Unexpected end" : "Malformed JSON");
	}

	private JsonNode value(@Nullable JsonToken token) {
		if (token == null) {
			throw new MalformedJsonException("Unexpected end");
		}
		if (++this.values > MAX_VALUES) {
			throw new MalformedJsonException("More than " + MAX_VALUES + " values");
		}
		return switch (token) {
			case START_OBJECT -> object();
			case START_ARRAY -> array();
			case VALUE_STRING -> NODES.stringNode(wellFormed(text()));
			case VALUE_NUMBER_INT -> integer();
			case VALUE_NUMBER_FLOAT -> NODES.numberNode(new BigDecimal(checked(text())));
			case VALUE_TRUE -> NODES.booleanNode(true);
			case VALUE_FALSE -> NODES.booleanNode(false);
			case VALUE_NULL -> NODES.nullNode();
			default -> throw new MalformedJsonException("Malformed JSON");
		};
	}

	private ObjectNode object() {
		enter();
		ObjectNode object = NODES.objectNode();
		while (next() == JsonToken.PROPERTY_NAME) {
			String name = this.parser.currentName();
			try {
				wellFormed(name);
				if (object.putIfAbsent(name, value(next())) != null) {
					throw new MalformedJsonException("Name twice in one object");
				}
			}
			catch (MalformedJsonException ex) {
				throw ex.within(name);
			}
		}
		this.depth--;
		return object;
	}

	private ArrayNode array() {
		enter();
		ArrayNode array = NODES.arrayNode();
		for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
			try {
				array.add(value(token));
			}
			catch (MalformedJsonException ex) {
				throw ex.within(array.size());
			}
		}
		this.depth--;
		return array;
	}

	private void enter() {
		if (++this.depth > StrictJson.MAX_DEPTH) {
			throw new MalformedJsonException("Nested deeper than " + StrictJson.MAX_DEPTH);
		}
	}

	private JsonNode integer() {
		return switch (this.parser.getNumberType()) {
			case INT -> NODES.numberNode(this.parser.getIntValue());
			case LONG -> NODES.numberNode(this.parser.getLongValue());
			default -> {
				checked(text());
				yield NODES.numberNode(this.parser.getBigIntegerValue());
			}
		};
	}

	private String text() {
		try {
			return this.parser.getString();
		}
		catch (JacksonException ex) {
			throw malformed(ex);
		}
	}

	private static String checked(String number) {
		JsonNumber.requireRange(number);
		return number;
	}

	// Only escapes can make one: UTF-8 has been checked.
	private static String wellFormed(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (Character.isSurrogate(c)
					&& (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(++i)))) {
				throw new MalformedJsonException("Lone surrogate in a string");
			}
		}
		return text;
	}

}
