package io.adcp.spring.client.jsonrpc;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class JsonRpcResponseTests {

	private static final String RESPONSE = "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":{\"note\":\"é\"}}";

	@Test
	void aResponseIsReadFromItsBytes() {
		JsonNode response = JsonRpcResponse.find("1", RESPONSE.getBytes(StandardCharsets.UTF_8));
		assertThat(response).isNotNull();
		assertThat(response.at("/result/note").asString()).isEqualTo("é");
	}

	@Test
	void aStrayByteInATextDoesNotCostTheAnswer() {
		JsonNode response = JsonRpcResponse.find("1", RESPONSE.getBytes(StandardCharsets.ISO_8859_1));
		assertThat(response).isNotNull();
		assertThat(response.at("/result/note").asString()).isEqualTo("\uFFFD");
	}

	@Test
	void anotherRequestsResponseIsNone() {
		assertThat(JsonRpcResponse.find("2", RESPONSE.getBytes(StandardCharsets.UTF_8))).isNull();
	}

	@Test
	void whatIsNoJsonIsNoResponse() {
		assertThat(JsonRpcResponse.find("1", "<html>".getBytes(StandardCharsets.UTF_8))).isNull();
	}

}
