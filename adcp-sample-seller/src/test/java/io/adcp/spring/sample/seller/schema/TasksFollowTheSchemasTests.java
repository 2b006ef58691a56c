package io.adcp.spring.sample.seller.schema;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.sample.seller.SellerClient;
import io.adcp.spring.sample.seller.SellerClient.Answer;
import io.adcp.spring.sample.seller.SellerTest;
import io.adcp.spring.task.AdcpTasks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.context.TestPropertySource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static io.adcp.spring.sample.seller.MediaBuyRequests.ACCOUNT;
import static io.adcp.spring.sample.seller.MediaBuyRequests.create;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is told of tasks that finish later is what the official schemas of AdCP describe,
 * and nothing that these let a buyer ask for is ignored.
 */
@SellerTest
// The ad server does not answer, so tasks stay as they are until the test ends them.
@TestPropertySource(
		properties = { "sample.seller.ad-server.url=http://127.0.0.1:1", "sample.seller.ad-server.orders-above=10000" })
class TasksFollowTheSchemasTests {

	private static final AdcpError ERROR = AdcpError.of(AdcpErrorCode.BUDGET_TOO_LOW, "Too little")
		.withField("packages[0].budget")
		.withSuggestion("Ask for more")
		.withDetails(Map.of("minimum", 7));

	@Autowired
	@Qualifier("pinnacle")
	private SellerClient buyer;

	@Autowired
	private AdcpTasks tasks;

	@ParameterizedTest
	// There are no schemas of 3.2 here, and its answers are as those of 3.1.
	@CsvSource({ "3.0, 3.0.26, core/tasks-get-response, core/tasks-list-response",
			"3.1, 3.1.19, protocol/get-task-status-response, protocol/list-tasks-response",
			"3.2, 3.1.19, protocol/get-task-status-response, protocol/list-tasks-response" })
	void aTaskInEachOfItsStates(String asked, String release, String statusSchema, String listSchema) {
		AdcpSchemas schemas = new AdcpSchemas(release);
		String version = "'adcp_version': '" + asked + "', " + ACCOUNT;
		Map<String, String> ids = taskInEachState();
		Map<String, List<String>> wrong = new TreeMap<>();
		ids.forEach((state, id) -> {
			for (boolean withResult : new boolean[] { false, true }) {
				Answer answer = this.buyer.call("get_task_status",
						"{%s, 'task_id': '%s', 'include_result': %s}".formatted(version, id, withResult));
				assertThat(answer.text("/status")).isEqualTo(state);
				note(wrong, state + " " + withResult, schemas.violations(statusSchema, answer.body()));
			}
		});
		assertThat(this.buyer
			.call("get_task_status",
					"{%s, 'task_id': '%s', 'include_result': true}".formatted(version, ids.get("completed")))
			.text("/result/media_buy_id")).isEqualTo("mb-1");
		for (String more : List.of("", ", 'pagination': {'max_results': 2}", ", 'filters': {'status': 'working'}",
				", 'filters': {'context_contains': 'mb-1'}, 'sort': {'field': 'protocol'}")) {
			Answer answer = this.buyer.call("list_tasks", "{%s%s}".formatted(version, more));
			assertThat(answer.error()).isFalse();
			note(wrong, "list" + more, schemas.violations(listSchema, answer.body()));
		}
		assertThat(wrong).isEmpty();
	}

	private static void note(Map<String, List<String>> wrong, String name, List<String> violations) {
		if (!violations.isEmpty()) {
			wrong.put(name, violations);
		}
	}

	private Map<String, String> taskInEachState() {
		Map<String, String> ids = new TreeMap<>();
		Stream.of("submitted", "input-required", "completed", "failed", "rejected", "canceled")
			.forEach((state) -> ids.put(state, submit()));
		this.tasks.requireInput(ids.get("input-required"), Map.of("reason", "APPROVAL_REQUIRED"));
		this.tasks.complete(ids.get("completed"), Map.of("media_buy_id", "mb-1", "packages", List.of(), "revision", 1,
				"confirmed_at", "2030-01-01T00:00:00Z"));
		this.tasks.fail(ids.get("failed"), ERROR);
		this.tasks.reject(ids.get("rejected"), ERROR);
		this.tasks.cancel(ids.get("canceled"), ERROR);
		return ids;
	}

	private String submit() {
		Answer submitted = this.buyer.call("create_media_buy",
				create("", "{'product_id': 'display-run-of-site', 'pricing_option_id': 'cpm-usd', 'budget': 60000}"));
		assertThat(submitted.text("/status")).isEqualTo("submitted");
		return submitted.text("/task_id");
	}

	@ParameterizedTest
	@CsvSource({ "3.0.26, core/tasks-get-request, core/tasks-list-request",
			"3.1.19, protocol/get-task-status-request, protocol/list-tasks-request" })
	void whatABuyerMayAskForIsReadAndNeverIgnored(String release, String statusRequest, String listRequest) {
		AdcpSchemas schemas = new AdcpSchemas(release);
		for (String flag : flags(schemas, statusRequest)) {
			assertRead("get_task_status", "{'task_id': 'x'}", "", flag);
		}
		for (String flag : flags(schemas, listRequest)) {
			assertRead("list_tasks", "{}", "", flag);
		}
		for (String part : List.of("filters", "sort", "pagination")) {
			List<String> members = schemas.properties(listRequest, part);
			assertThat(members).isNotEmpty();
			members.forEach((member) -> assertRead("list_tasks", "{}", part, member));
		}
	}

	private static List<String> flags(AdcpSchemas schemas, String request) {
		return schemas.properties(request, "").stream().filter((name) -> name.startsWith("include_")).toList();
	}

	// A number with a fraction is right nowhere.
	private void assertRead(String task, String request, String part, String member) {
		ObjectNode arguments = SellerClient.json(request);
		((part.isEmpty()) ? arguments : arguments.putObject(part)).put(member, 1.5);
		JsonNode error = this.buyer.call(task, arguments.toString()).body().path("adcp_error");
		assertThat(error.path("code").asString("")).as(part + " " + member).isEqualTo("INVALID_REQUEST");
		assertThat(error.toString()).contains((part.isEmpty() ? "" : "/" + part) + "/" + member);
	}

}
