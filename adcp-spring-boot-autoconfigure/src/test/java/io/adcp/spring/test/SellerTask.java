package io.adcp.spring.test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.IdempotencyKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A task that a {@link TestSeller} goes on with after it has answered. Each change shows
 * in {@code get_task_status} first. Then, where the call named an address, it goes there
 * as a signed webhook, and the method returns when that is answered.
 *
 * @since 0.1.0
 */
public final class SellerTask {

	private final TestWebhooks webhooks;

	private final ReceivedCall call;

	private final Instant createdAt = Instant.now();

	private volatile ObjectNode state;

	private volatile @Nullable ObjectNode event;

	SellerTask(String id, ReceivedCall call, TestWebhooks webhooks) {
		this.call = call;
		this.webhooks = webhooks;
		this.state = state(id, "submitted");
	}

	/**
	 * Say that the work is being done.
	 * @return the HTTP status of the buyer's receiver, or 0 where the call named none
	 */
	public int works() {
		return tell(state(id(), "working"));
	}

	/**
	 * Complete the task.
	 * @param result the task's answer, anything that Jackson writes as a JSON object
	 * @return the HTTP status of the buyer's receiver, or 0 where the call named none
	 */
	public int completes(Object result) {
		ObjectNode next = state(id(), "completed");
		next.set("result", JsonMapper.shared().valueToTree(result));
		return tell(next);
	}

	/**
	 * Let the task fail.
	 * @param code the error's code
	 * @param message the error's message
	 * @return the HTTP status of the buyer's receiver, or 0 where the call named none
	 */
	public int fails(String code, String message) {
		ObjectNode next = state(id(), "failed");
		next.set("result",
				JsonMapper.shared().valueToTree(Map.of("errors", List.of(Map.of("code", code, "message", message)))));
		return tell(next);
	}

	/**
	 * Deliver the last webhook once more: the same event, signed anew.
	 * @return the HTTP status of the buyer's receiver, or 0 where none was delivered
	 * before
	 */
	public int tellsAgain() {
		ObjectNode last = this.event;
		return (last != null) ? this.webhooks.send(address(), last) : 0;
	}

	ObjectNode status() {
		return this.state.deepCopy();
	}

	private int tell(ObjectNode next) {
		this.state = next;
		JsonNode config = this.call.arguments().path("push_notification_config");
		if (!config.isObject()) {
			return 0;
		}
		ObjectNode told = next.deepCopy();
		told.put("idempotency_key", IdempotencyKey.generate());
		told.set("operation_id", config.path("operation_id"));
		told.put("timestamp", next.path("updated_at").stringValue());
		told.put("protocol", AdcpTaskCatalog.protocolOf(this.call.task()));
		this.event = told;
		return this.webhooks.send(address(), told);
	}

	private String address() {
		return Objects.requireNonNull(this.call.arguments().at("/push_notification_config/url").stringValue(null),
				"push_notification_config has no url");
	}

	private String id() {
		return this.state.path("task_id").stringValue("");
	}

	private ObjectNode state(String id, String status) {
		return JsonMapper.shared()
			.createObjectNode()
			.put("task_id", id)
			.put("task_type", this.call.task())
			.put("status", status)
			.put("created_at", this.createdAt.toString())
			.put("updated_at", Instant.now().toString());
	}

}
