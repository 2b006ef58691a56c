package io.adcp.spring.server;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskCatalog;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes the tasks of a seller: in the words of their annotations, and by the JSON
 * Schema of what their handlers take.
 */
final class TaskDescriptions {

	private static final Log logger = LogFactory.getLog(TaskDescriptions.class);

	private static final String CAPABILITIES = "Tells what this agent offers: the releases of AdCP, the protocols, "
			+ "and what it promises for idempotency keys. Ask this first.";

	private static final String KEY = "idempotency_key";

	private static final String KEY_PATTERN = "^[A-Za-z0-9_.:-]{16,255}$";

	private static final String RELEASE_PATTERN = "^[0-9]+\\.[0-9]+(-[A-Za-z0-9.-]+)?$";

	/** What every request of AdCP may carry beside the task's own fields. */
	private static final List<String> ENVELOPE = List.of("account", "context", "ext", "push_notification_config");

	private final TaskHandlers handlers;

	private final RequestSchema schemas;

	TaskDescriptions(TaskHandlers handlers, JsonMapper mapper, @Nullable RequestValidator validator) {
		this.handlers = handlers;
		this.schemas = new RequestSchema(mapper, validator);
	}

	List<TaskDescription> of(Set<String> tasks) {
		return tasks.stream().map(this::of).toList();
	}

	private TaskDescription of(String task) {
		return this.handlers.find(task)
			.map((handler) -> new TaskDescription(task, description(handler), warnOfCapitals(handler, schema(handler))))
			.orElseGet(() -> new TaskDescription(task, CAPABILITIES, withEnvelope(task, RequestSchema.anyObject())));
	}

	private static String description(TaskHandler handler) {
		if (!handler.description().isBlank()) {
			return handler.description();
		}
		return AdcpTask.GET_ADCP_CAPABILITIES.equals(handler.task()) ? CAPABILITIES : "AdCP task " + handler.task();
	}

	private ObjectNode schema(TaskHandler handler) {
		ObjectNode schema = (handler.body() != null) ? this.schemas.of(handler.body()) : RequestSchema.anyObject();
		return withEnvelope(handler.task(), schema);
	}

	/**
	 * Add the fields that stand beside a task's own: some clients leave out all that a
	 * tool's properties do not name. For the same reason, a request whose fields are not
	 * known gets no properties at all.
	 */
	private static ObjectNode withEnvelope(String task, ObjectNode schema) {
		if (schema.path("properties") instanceof ObjectNode properties) {
			properties.set(KEY, string(KEY_PATTERN));
			properties.set("adcp_version", string(RELEASE_PATTERN));
			properties.putObject("adcp_major_version").put("type", "integer");
			ENVELOPE.stream()
				.filter((name) -> !properties.has(name))
				.forEach((name) -> properties.putObject(name).put("type", "object"));
			properties.putObject("governance_context").put("type", "string");
		}
		if (AdcpTaskCatalog.isKeyed(task)) {
			RequestSchema.require(schema, KEY);
		}
		return schema;
	}

	// AdCP has no name with a capital, so a property that has one would stay null.
	private static ObjectNode warnOfCapitals(TaskHandler handler, ObjectNode schema) {
		if (AdcpTaskCatalog.find(handler.task()).isPresent()) {
			schema.path("properties")
				.propertyNames()
				.stream()
				.filter((name) -> !name.equals(name.toLowerCase(Locale.ROOT)))
				.findFirst()
				.ifPresent((name) -> logger.warn("Method '" + handler.method().toGenericString() + "' reads '" + name
						+ "', but AdCP writes its names in snake_case, so it stays empty. Set "
						+ "spring.jackson.property-naming-strategy=SNAKE_CASE, or name it with @JsonProperty."));
		}
		return schema;
	}

	private static ObjectNode string(String pattern) {
		return JsonNodeFactory.instance.objectNode().put("type", "string").put("pattern", pattern);
	}

}
