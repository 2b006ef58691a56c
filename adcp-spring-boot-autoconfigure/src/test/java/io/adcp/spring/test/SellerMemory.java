package io.adcp.spring.test;

import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.wire.AdcpErrorBody;
import io.adcp.spring.wire.CanonicalJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the seller remembers of keys, by which it executes each at most once (AdCP 3.2
 * idempotency).
 */
final class SellerMemory {

	private final Map<String, Execution> held = new HashMap<>();

	private final Map<String, Integer> executions = new HashMap<>();

	private final Map<String, Function<JsonNode, ?>> work = new HashMap<>();

	synchronized void work(String task, Function<JsonNode, ?> work) {
		this.work.put(task, work);
	}

	synchronized int executions(String task) {
		return this.executions.getOrDefault(task, 0);
	}

	synchronized Map<String, Integer> executions() {
		return Map.copyOf(this.executions);
	}

	synchronized ObjectNode execute(ReceivedCall call) {
		return execute(call, this.work.getOrDefault(call.task(), (arguments) -> usual(call.task())));
	}

	/** Of several at the same time, one runs. */
	synchronized ObjectNode execute(ReceivedCall call, Function<JsonNode, ?> work) {
		String key = call.idempotencyKey();
		Execution before = (key != null) ? this.held.get(key) : null;
		if (before != null) {
			return before.isOf(call) ? envelope(before.answer(), call, true) : error(
					AdcpError.of(AdcpErrorCode.IDEMPOTENCY_CONFLICT, "The key was used for another request"), call);
		}
		if (key == null && AdcpTaskCatalog.isKeyed(call.task())) {
			return error(AdcpError.of(AdcpErrorCode.INVALID_REQUEST, "idempotency_key is missing")
				.withField("idempotency_key"), call);
		}
		return run(call, key, work);
	}

	/** Only success is kept; a refusal frees the key. */
	private ObjectNode run(ReceivedCall call, @Nullable String key, Function<JsonNode, ?> work) {
		try {
			ObjectNode answer = JsonMapper.shared().valueToTree(work.apply(call.arguments()));
			this.executions.merge(call.task(), 1, Integer::sum);
			if (key != null) {
				this.held.put(key, new Execution(call.task(), CanonicalJson.sha256(call.arguments()), answer));
			}
			return envelope(answer, call, false);
		}
		catch (AdcpException ex) {
			return error(ex.error(), call);
		}
	}

	private Map<String, Object> usual(String task) {
		return AdcpTask.CREATE_MEDIA_BUY.equals(task) ? Map.of("media_buy_id", "mb-" + (executions(task) + 1))
				: Map.of();
	}

	private static ObjectNode envelope(ObjectNode answer, ReceivedCall call, boolean replayed) {
		ObjectNode content = answer.deepCopy();
		if (!content.has("status")) {
			content.put("status", "completed");
		}
		if (call.idempotencyKey() != null) {
			content.put("replayed", replayed);
		}
		JsonNode context = call.arguments().get("context");
		if (context != null) {
			content.set("context", context);
		}
		return content;
	}

	static ObjectNode error(AdcpError error, ReceivedCall call) {
		return AdcpErrorBody.write(error, call.arguments().get("context"));
	}

	/**
	 * What a key stands for.
	 *
	 * @param task the task
	 * @param hash the payload's hash
	 * @param answer what was answered
	 */
	private record Execution(String task, byte[] hash, ObjectNode answer) {

		boolean isOf(ReceivedCall call) {
			return this.task.equals(call.task())
					&& MessageDigest.isEqual(this.hash, CanonicalJson.sha256(call.arguments()));
		}

	}

}
