package io.adcp.spring.test;

import java.util.Arrays;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON-RPC message of MCP.
 *
 * @param body the bytes of the message
 * @param json the same, read
 */
record SellerMessage(byte[] body, JsonNode json) {

	static SellerMessage read(byte[] body) {
		return new SellerMessage(body, JsonMapper.shared().readTree(body));
	}

	String method() {
		return this.json.path("method").stringValue("");
	}

	JsonNode id() {
		return this.json.path("id");
	}

	ReceivedCall call() {
		return new ReceivedCall(this.json.at("/params/name").stringValue(""), arguments());
	}

	/** The bytes as they came: a tree would not tell two spellings apart. */
	private byte[] arguments() {
		try (JsonParser parser = JsonMapper.shared().createParser(this.body)) {
			while (parser.nextToken() != null) {
				if (parser.currentToken() == JsonToken.START_OBJECT && isArguments(parser)) {
					int start = (int) parser.currentTokenLocation().getByteOffset();
					parser.skipChildren();
					return Arrays.copyOfRange(this.body, start, (int) parser.currentLocation().getByteOffset());
				}
			}
		}
		return new byte[] { '{', '}' };
	}

	private static boolean isArguments(JsonParser parser) {
		return parser.streamReadContext().pathAsPointer().toString().equals("/params/arguments");
	}

}
