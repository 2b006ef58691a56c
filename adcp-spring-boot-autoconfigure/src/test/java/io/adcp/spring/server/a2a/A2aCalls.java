package io.adcp.spring.server.a2a;

import java.net.http.HttpResponse;

import io.adcp.spring.testing.HttpCalls;
import io.adcp.spring.wire.A2aVersion;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls a seller over A2A 1.0 with nothing but HTTP.
 *
 * @param http the HTTP client
 * @param agent who calls
 */
record A2aCalls(HttpCalls http, String agent) {

	static final String PATH = "/a2a";

	/** Call a task that is run, and read what it answered. */
	JsonNode call(String task, String input) {
		JsonNode answer = answer(task, input);
		JsonNode data = answer.at("/task/artifacts/0/parts/0/data");
		assertThat(answer.at("/task/status/state").asString()).as(answer.toString())
			.isEqualTo(data.has("adcp_error") ? "TASK_STATE_FAILED" : "TASK_STATE_COMPLETED");
		return data;
	}

	/** Call a task, and read the result of its message. */
	JsonNode answer(String task, String input) {
		HttpResponse<String> response = send("SendMessage", message(part(task, input)));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("A2A-Extensions")).hasValue(A2aVersion.PROFILE);
		JsonNode json = HttpCalls.json(response);
		assertThat(json.has("error")).as(response.body()).isFalse();
		return json.path("result");
	}

	/** Call a method that is refused, and read the error. */
	JsonNode refusal(String method, String params) {
		return error(send(method, params));
	}

	/** Read the error of a response. */
	static JsonNode error(HttpResponse<String> response) {
		JsonNode json = HttpCalls.json(response);
		assertThat(json.has("result")).as(response.body()).isFalse();
		return json.path("error");
	}

	HttpResponse<String> send(String method, String params) {
		return post(message(method, params), "A2A-Version", "1.0", "A2A-Extensions", A2aVersion.PROFILE);
	}

	HttpResponse<String> post(String body, String... headers) {
		String[] all = new String[headers.length + 2];
		System.arraycopy(headers, 0, all, 0, headers.length);
		all[headers.length] = "X-Agent";
		all[headers.length + 1] = this.agent;
		return this.http.post(PATH, body, all);
	}

	static String message(String method, String params) {
		return "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"" + method + "\",\"params\":" + params + "}";
	}

	/** The parameters of a message with these parts. */
	static String message(String parts) {
		return "{\"message\":{\"messageId\":\"m-1\",\"role\":\"ROLE_USER\",\"parts\":[" + parts + "]}}";
	}

	static String part(String task, String input) {
		return "{\"data\":{\"skill\":\"" + task + "\",\"input\":" + input + "}}";
	}

}
