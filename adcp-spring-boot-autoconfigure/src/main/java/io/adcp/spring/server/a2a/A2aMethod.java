package io.adcp.spring.server.a2a;

import java.util.Arrays;

import io.adcp.spring.wire.A2aVersion;
import org.jspecify.annotations.Nullable;

/**
 * The methods of A2A. What is not served has an error of its own, so that a caller can
 * tell it from a method that does not exist.
 */
enum A2aMethod {

	SEND("SendMessage", "message/send"),

	GET_TASK("GetTask", "tasks/get"),

	CANCEL_TASK("CancelTask", "tasks/cancel"),

	STREAM("SendStreamingMessage", "message/stream"),

	SUBSCRIBE("SubscribeToTask", "tasks/resubscribe"),

	LIST_TASKS("ListTasks", "tasks/list"),

	EXTENDED_CARD("GetExtendedAgentCard", "agent/getAuthenticatedExtendedCard"),

	CREATE_PUSH_CONFIG("CreateTaskPushNotificationConfig", "tasks/pushNotificationConfig/set"),

	GET_PUSH_CONFIG("GetTaskPushNotificationConfig", "tasks/pushNotificationConfig/get"),

	LIST_PUSH_CONFIGS("ListTaskPushNotificationConfigs", "tasks/pushNotificationConfig/list"),

	DELETE_PUSH_CONFIG("DeleteTaskPushNotificationConfig", "tasks/pushNotificationConfig/delete");

	private final String name10;

	private final String name03;

	A2aMethod(String name10, String name03) {
		this.name10 = name10;
		this.name03 = name03;
	}

	static @Nullable A2aMethod find(A2aVersion version, String name) {
		return Arrays.stream(values()).filter((method) -> method.name(version).equals(name)).findFirst().orElse(null);
	}

	private String name(A2aVersion version) {
		return switch (version) {
			case V1_0 -> this.name10;
			case V0_3 -> this.name03;
		};
	}

}
