package io.adcp.spring.task;

import java.util.Locale;

import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.AdcpVersion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what is known of tasks as AdCP's {@code get-task-status-response} and
 * {@code list-tasks-response} have it.
 */
final class TaskAnswers {

	private TaskAnswers() {
	}

	static ObjectNode status(TaskRecord task, boolean withResult) {
		ObjectNode answer = fields(task, "protocol", AdcpTaskCatalog.protocolOf(task.type()));
		JsonNode result = task.answer();
		if (result != null && task.state() != TaskState.COMPLETED && task.state() != TaskState.INPUT_REQUIRED) {
			JsonNode error = result.path("adcp_error");
			answer.putObject("error")
				.put("code", error.path("code").asString(""))
				.put("message", error.path("message").asString(""));
		}
		if (withResult && result != null) {
			answer.set("result", result);
		}
		return answer;
	}

	static ObjectNode list(TaskPage page, TaskQuery query, AdcpVersion version) {
		ObjectNode answer = JsonNodeFactory.instance.objectNode();
		ObjectNode summary = answer.putObject("query_summary");
		summary.put("total_matching", page.total());
		summary.put("returned", page.tasks().size());
		summary.putObject("sort_applied")
			.put("field", query.order().name().toLowerCase(Locale.ROOT))
			.put("direction", query.descending() ? "desc" : "asc");
		page.tasks()
			.forEach((task) -> answer.withArray("tasks").add(fields(task, "domain", domain(task.type(), version))));
		answer.withArray("tasks");
		int next = query.offset() + page.tasks().size();
		boolean more = !page.tasks().isEmpty() && next < page.total();
		ObjectNode pagination = answer.putObject("pagination").put("has_more", more);
		if (more) {
			pagination.put("cursor", TaskRequest.cursor(next));
		}
		pagination.put("total_count", page.total());
		return answer;
	}

	// A list knows fewer words than a task's status: others count with media buys.
	private static String domain(String type, AdcpVersion version) {
		String protocol = AdcpTaskCatalog.protocolOf(type);
		boolean known = protocol.equals("signals")
				|| (protocol.equals("creative") && version.compareTo(AdcpVersion.V3_1) >= 0);
		return known ? protocol : "media-buy";
	}

	private static ObjectNode fields(TaskRecord task, String protocolField, String protocol) {
		ObjectNode fields = JsonNodeFactory.instance.objectNode();
		fields.put("task_id", task.id());
		fields.put("task_type", task.type());
		fields.put(protocolField, protocol);
		fields.put("status", task.state().wireName());
		fields.put("created_at", task.createdAt().toString());
		fields.put("updated_at", task.updatedAt().toString());
		if (task.state().isTerminal()) {
			fields.put("completed_at", task.updatedAt().toString());
		}
		fields.put("has_webhook", task.pushNotificationConfig() != null);
		return fields;
	}

}
