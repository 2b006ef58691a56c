package io.adcp.spring.server.mcp;

import java.util.List;
import java.util.function.Supplier;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.server.TaskAnswer;
import io.adcp.spring.server.TaskDescription;
import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.server.jsonrpc.JsonRpcAnswer;
import io.adcp.spring.server.jsonrpc.JsonRpcMessage;
import io.adcp.spring.server.jsonrpc.JsonRpcServer;
import io.adcp.spring.wire.MalformedJsonException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

import tools.jackson.core.JsonGenerator;

/**
 * A stateless MCP server whose tools are the tasks: no session, so any node answers any
 * call. It knows no web stack.
 */
final class McpTaskServer implements JsonRpcServer {

	private static final String VERSION_HEADER = "MCP-Protocol-Version";

	// Newest first. What is served has the same shape in all of them.
	private static final List<String> PROTOCOL_VERSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26",
			"2024-11-05");

	private final TaskDispatcher dispatcher;

	private final String name;

	private final String version;

	/**
	 * Create a server.
	 * @param dispatcher answers the tasks
	 * @param name the name that the server tells
	 * @param version the version that the server tells
	 */
	McpTaskServer(TaskDispatcher dispatcher, String name, String version) {
		this.dispatcher = dispatcher;
		this.name = name;
		this.version = version;
	}

	@Override
	public JsonRpcAnswer answer(byte[] body, Headers headers, Supplier<@Nullable String> agent) {
		JsonRpcMessage message;
		try {
			message = JsonRpcMessage.parse(body);
		}
		catch (MalformedJsonException ex) {
			return JsonRpcAnswer.refusal(HttpStatus.BAD_REQUEST, JsonRpcAnswer.PARSE_ERROR, null, ex.reason());
		}
		String protocolVersion = headers.get(VERSION_HEADER);
		String fault = (protocolVersion != null && !PROTOCOL_VERSIONS.contains(protocolVersion))
				? "This server speaks MCP " + String.join(", ", PROTOCOL_VERSIONS) : ToolCall.fault(message);
		return (fault != null)
				? JsonRpcAnswer.refusal(HttpStatus.BAD_REQUEST, JsonRpcAnswer.INVALID_REQUEST, message.id(), fault)
				: answer(message, agent);
	}

	private JsonRpcAnswer answer(JsonRpcMessage message, Supplier<@Nullable String> agent) {
		if (message.isNotification()) {
			return JsonRpcAnswer.accepted();
		}
		return switch (message.method()) {
			case "initialize" -> JsonRpcAnswer.result(message.id(), (json) -> initialize(json, message));
			case "ping" -> JsonRpcAnswer.result(message.id(), (json) -> {
			});
			case "tools/list" -> JsonRpcAnswer.result(message.id(), this::tools);
			case ToolCall.METHOD -> call(new ToolCall(message), agent);
			default -> JsonRpcAnswer.refusal(HttpStatus.OK, JsonRpcAnswer.METHOD_NOT_FOUND, message.id(),
					"This server has tools, and no other method");
		};
	}

	private void initialize(JsonGenerator json, JsonRpcMessage message) {
		String wanted = message.params().path("protocolVersion").asString("");
		json.writeStringProperty("protocolVersion",
				PROTOCOL_VERSIONS.contains(wanted) ? wanted : PROTOCOL_VERSIONS.get(0));
		json.writeObjectPropertyStart("capabilities");
		json.writeObjectPropertyStart("tools");
		json.writeEndObject();
		json.writeEndObject();
		json.writeObjectPropertyStart("serverInfo");
		json.writeStringProperty("name", this.name);
		json.writeStringProperty("version", this.version);
		json.writeEndObject();
	}

	private void tools(JsonGenerator json) {
		json.writeArrayPropertyStart("tools");
		for (TaskDescription task : this.dispatcher.descriptions()) {
			json.writeStartObject();
			json.writeStringProperty("name", task.name());
			json.writeStringProperty("description", task.description());
			json.writeName("inputSchema");
			json.writeRawValue(task.inputSchema().toString());
			json.writeEndObject();
		}
		json.writeEndArray();
	}

	private JsonRpcAnswer call(ToolCall call, Supplier<@Nullable String> agent) {
		if (!this.dispatcher.tasks().contains(call.tool())) {
			return JsonRpcAnswer.error(HttpStatus.OK, JsonRpcAnswer.INVALID_PARAMS, call.id(),
					AdcpError.of(AdcpErrorCode.UNSUPPORTED_FEATURE, "Unknown tool: this task is not offered"));
		}
		TaskAnswer answer = dispatch(call, agent);
		return JsonRpcAnswer.result(call.id(), (json) -> writeCallResult(json, answer));
	}

	private TaskAnswer dispatch(ToolCall call, Supplier<@Nullable String> agent) {
		String resolved;
		try {
			resolved = agent.get();
		}
		catch (RuntimeException ex) {
			return this.dispatcher.refuse(call.tool(), call.arguments(), ex);
		}
		return this.dispatcher.dispatch(call.tool(), call.arguments(), resolved);
	}

	private static void writeCallResult(JsonGenerator json, TaskAnswer answer) {
		json.writeArrayPropertyStart("content");
		json.writeStartObject();
		json.writeStringProperty("type", "text");
		json.writeStringProperty("text", answer.body());
		json.writeEndObject();
		json.writeEndArray();
		json.writeName("structuredContent");
		json.writeRawValue(answer.body());
		json.writeBooleanProperty("isError", answer.error());
	}

}
