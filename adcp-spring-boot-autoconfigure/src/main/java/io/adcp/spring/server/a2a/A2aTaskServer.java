package io.adcp.spring.server.a2a;

import java.time.Clock;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.server.TaskAnswer;
import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.server.jsonrpc.JsonRpcAnswer;
import io.adcp.spring.server.jsonrpc.JsonRpcMessage;
import io.adcp.spring.server.jsonrpc.JsonRpcServer;
import io.adcp.spring.wire.A2aVersion;
import io.adcp.spring.wire.DoubleRange;
import io.adcp.spring.wire.MalformedJsonException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

import tools.jackson.databind.JsonNode;

/**
 * An A2A agent whose skills are the tasks. It keeps no task of A2A: each is over with its
 * answer, so any node answers any call. What goes on after that is a task of AdCP, and is
 * asked for by {@code get_task_status}.
 */
final class A2aTaskServer implements JsonRpcServer {

	private static final Log logger = LogFactory.getLog(A2aTaskServer.class);

	private final TaskDispatcher dispatcher;

	private final Set<A2aVersion> versions;

	private final Clock clock;

	/**
	 * Create a server.
	 * @param dispatcher answers the tasks
	 * @param versions the versions of A2A that are spoken
	 * @param clock tells when a task was over
	 */
	A2aTaskServer(TaskDispatcher dispatcher, Set<A2aVersion> versions, Clock clock) {
		this.dispatcher = dispatcher;
		this.versions = versions;
		this.clock = clock;
	}

	@Override
	public JsonRpcAnswer answer(byte[] body, Headers headers, Supplier<@Nullable String> agent) {
		boolean activated = activates(headers.get(A2aVersion.EXTENSIONS_HEADER));
		JsonRpcAnswer answer = answer(body, headers.get(A2aVersion.VERSION_HEADER), activated, agent);
		return activated ? answer.withHeader(A2aVersion.EXTENSIONS_HEADER, A2aVersion.PROFILE) : answer;
	}

	private static boolean activates(@Nullable String extensions) {
		return extensions != null
				&& Arrays.stream(extensions.split(",")).map(String::strip).anyMatch(A2aVersion.PROFILE::equals);
	}

	private JsonRpcAnswer answer(byte[] body, @Nullable String version, boolean activated,
			Supplier<@Nullable String> agent) {
		JsonNode id = null;
		try {
			JsonRpcMessage message = JsonRpcMessage.parse(body);
			id = message.id();
			return answer(message, version(version), activated, agent);
		}
		catch (MalformedJsonException ex) {
			return error(A2aError.PARSE_ERROR, null, ex.reason());
		}
		catch (A2aRefusedException ex) {
			return error(ex.error(), id, ex.reason());
		}
	}

	// JSON-RPC's errors are no errors of HTTP, as A2A has it.
	private static JsonRpcAnswer error(A2aError error, @Nullable JsonNode id, String reason) {
		return JsonRpcAnswer.error(HttpStatus.OK, error.code(), id, reason, error.data());
	}

	// One who names none is of the time before there was a header for it (A2A 1.0,
	// version negotiation).
	private A2aVersion version(@Nullable String version) {
		A2aVersion asked = (version == null || version.isBlank()) ? A2aVersion.V0_3
				: A2aVersion.find(version).orElse(null);
		if (asked == null || !this.versions.contains(asked)) {
			String spoken = this.versions.stream().map(A2aVersion::toString).collect(Collectors.joining(", "));
			throw new A2aRefusedException(A2aError.VERSION_NOT_SUPPORTED,
					"This agent speaks A2A " + spoken + ": say so in the header " + A2aVersion.VERSION_HEADER);
		}
		return asked;
	}

	private JsonRpcAnswer answer(JsonRpcMessage message, A2aVersion version, boolean activated,
			Supplier<@Nullable String> agent) {
		String fault = (message.fault() == null && message.isNotification()) ? "The message must have an id"
				: message.fault();
		if (fault != null) {
			throw new A2aRefusedException(A2aError.INVALID_REQUEST, fault);
		}
		if (version == A2aVersion.V1_0 && !activated) {
			throw new A2aRefusedException(A2aError.EXTENSION_SUPPORT_REQUIRED, "This agent takes AdCP's tasks alone: "
					+ "send the header " + A2aVersion.EXTENSIONS_HEADER + ": " + A2aVersion.PROFILE);
		}
		A2aMethod method = A2aMethod.find(version, message.method());
		if (method == null) {
			throw new A2aRefusedException(A2aError.METHOD_NOT_FOUND, "A2A " + version + " has no such method");
		}
		return switch (method) {
			case SEND -> send(message, version, agent);
			case GET_TASK, CANCEL_TASK -> throw taskNotFound(message.params());
			case STREAM, SUBSCRIBE -> throw new A2aRefusedException(A2aError.UNSUPPORTED_OPERATION,
					"This agent has no streams. Send the message by " + version.sendMethod());
			case LIST_TASKS, EXTENDED_CARD ->
				throw new A2aRefusedException(A2aError.UNSUPPORTED_OPERATION, "This agent does not offer this method");
			case CREATE_PUSH_CONFIG, GET_PUSH_CONFIG, LIST_PUSH_CONFIGS, DELETE_PUSH_CONFIG ->
				throw new A2aRefusedException(A2aError.PUSH_NOTIFICATION_NOT_SUPPORTED,
						"Push notifications of A2A are not sent. Use the task's push_notification_config");
		};
	}

	private static A2aRefusedException taskNotFound(JsonNode params) {
		return (JsonRpcMessage.text(params, "id") == null)
				? new A2aRefusedException(A2aError.INVALID_PARAMS, "The params must have the task's id")
				: new A2aRefusedException(A2aError.TASK_NOT_FOUND,
						"A task of A2A is over with its answer, and is not kept. Work that goes on has a task_id in "
								+ "the answer: ask for it by the skill get_task_status");
	}

	private JsonRpcAnswer send(JsonRpcMessage message, A2aVersion version, Supplier<@Nullable String> agent) {
		A2aInvocation invocation = A2aInvocation.read(version, message.params());
		if (!this.dispatcher.tasks().contains(invocation.skill())) {
			throw new A2aRefusedException(A2aError.INVALID_PARAMS, "Unknown skill: this task is not offered");
		}
		TaskAnswer answer = dispatch(invocation, agent);
		if (!DoubleRange.holds(answer.body())) {
			throw new A2aRefusedException(A2aError.INVALID_AGENT_RESPONSE,
					"The task has an answer that A2A cannot carry, since a number in it is beyond 9007199254740991");
		}
		String context = Objects.requireNonNullElseGet(invocation.contextId(), () -> UUID.randomUUID().toString());
		A2aTask task = new A2aTask(context, answer, this.clock.instant());
		return JsonRpcAnswer.result(message.id(), (json) -> task.write(version, json));
	}

	private TaskAnswer dispatch(A2aInvocation invocation, Supplier<@Nullable String> agent) {
		String resolved;
		try {
			resolved = agent.get();
		}
		catch (RuntimeException ex) {
			return this.dispatcher.refuse(invocation.skill(), invocation.input(), ex);
		}
		return this.dispatcher.dispatch(invocation.skill(), invocation.input(), resolved,
				(response) -> requireCarried(invocation.skill(), response));
	}

	/** What another transport has stored comes by here no more, and is refused above. */
	private static void requireCarried(String task, String response) {
		if (!DoubleRange.holds(response)) {
			logger.error("The answer of " + task + " has a number beyond 2^53, which A2A cannot carry");
			throw new AdcpTaskException(AdcpError.of(AdcpErrorCode.UNSUPPORTED_FEATURE,
					"Nothing was done: the answer would have a number beyond 9007199254740991, which A2A cannot carry. "
							+ "Call this task over MCP"),
					null);
		}
	}

}
