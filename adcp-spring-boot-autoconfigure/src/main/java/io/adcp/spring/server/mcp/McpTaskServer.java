package io.adcp.spring.server.mcp;

import java.util.List;
import java.util.function.Supplier;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.server.TaskAnswer;
import io.adcp.spring.server.TaskDescription;
import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.wire.MalformedJsonException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

import tools.jackson.core.JsonGenerator;

/**
 * A stateless MCP server whose tools are the tasks: no session, so any node answers any
 * call. It knows no web stack.
 */
final class McpTaskServer {

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

	/**
	 * Answer a message.
	 * @param body the message as it came over the wire
	 * @param protocolVersion the version of MCP that the caller names beside the message,
	 * or {@code null}
	 * @param agent resolves the authenticated agent, or {@code null} for nobody
	 * @return the answer; malformed messages are answered, too
	 */
	McpAnswer answer(byte[] body, @Nullable String protocolVersion, Supplier<@Nullable String> agent) {
		JsonRpcMessage message;
		try {
			message = JsonRpcMessage.parse(body);
		}
		catch (MalformedJsonException ex) {
			return McpAnswer.refusal(HttpStatus.BAD_REQUEST, McpAnswer.PARSE_ERROR, null, ex.reason());
		}
		String fault = (protocolVersion != null && !PROTOCOL_VERSIONS.contains(protocolVersion))
				? "This server speaks MCP " + String.join(", ", PROTOCOL_VERSIONS) : message.fault();
		return (fault != null)
				? McpAnswer.refusal(HttpStatus.BAD_REQUEST, McpAnswer.INVALID_REQUEST, message.id(), fault)
				: answer(message, agent);
	}

	private McpAnswer answer(JsonRpcMessage message, Supplier<@Nullable String> agent) {
		if (message.isNotification()) {
			return McpAnswer.accepted();
		}
		return switch (message.method()) {
			case "initialize" -> McpAnswer.result(message.id(), (json) -> initialize(json, message));
			case "ping" -> McpAnswer.result(message.id(), (json) -> {
			});
			case "tools/list" -> McpAnswer.result(message.id(), this::tools);
			case JsonRpcMessage.TOOL_CALL -> call(message, agent);
			default -> McpAnswer.refusal(HttpStatus.OK, McpAnswer.METHOD_NOT_FOUND, message.id(),
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

	private McpAnswer call(JsonRpcMessage message, Supplier<@Nullable String> agent) {
		if (!this.dispatcher.tasks().contains(message.tool())) {
			return McpAnswer.error(HttpStatus.OK, McpAnswer.INVALID_PARAMS, message.id(),
					AdcpError.of(AdcpErrorCode.UNSUPPORTED_FEATURE, "Unknown tool: this task is not offered"));
		}
		TaskAnswer answer = dispatch(message, agent);
		return McpAnswer.result(message.id(), (json) -> writeCallResult(json, answer));
	}

	private TaskAnswer dispatch(JsonRpcMessage message, Supplier<@Nullable String> agent) {
		String resolved;
		try {
			resolved = agent.get();
		}
		catch (RuntimeException ex) {
			return this.dispatcher.refuse(message.tool(), message.arguments(), ex);
		}
		return this.dispatcher.dispatch(message.tool(), message.arguments(), resolved);
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
