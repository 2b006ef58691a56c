package io.adcp.spring.webhook;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AdcpExchange;
import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.task.AdcpSubmitted;
import io.adcp.spring.task.AdcpTasks;
import io.adcp.spring.task.TaskEndedException;
import io.adcp.spring.task.TaskQueries;
import io.adcp.spring.testing.HttpCalls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * A person decides about a task that a buyer has submitted over MCP or REST: from the
 * call to the signed webhook, as an application has it. Rows, end and webhook are one
 * commit (AdCP 3.2 idempotency, rule 9), and a replay is the first answer (rule 2).
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:decided-tasks;DB_CLOSE_DELAY=-1",
				"spring.jpa.open-in-view=false", "adcp.webhook.allow-insecure-targets=true" })
class DecidedTaskTests {

	@LocalServerPort
	private int port;

	@Autowired
	private BackOffice backOffice;

	@Autowired
	private JdbcClient jdbc;

	private final WebhookTarget receiver = new WebhookTarget();

	private final String key = IdempotencyKey.generate();

	@BeforeEach
	void clear() {
		this.jdbc.sql("DELETE FROM approvals").update();
	}

	@AfterEach
	void close() {
		this.receiver.close();
	}

	@Test
	void whatIsApprovedIsCompletedAndTheBuyerIsTold() {
		JsonNode submitted = create();
		assertThat(submitted.path("status").asString()).isEqualTo("submitted");
		String id = submitted.path("task_id").asString();
		assertThat(status(id).path("status").asString()).isEqualTo("submitted");
		assertThat(this.receiver.received()).isEmpty();
		this.backOffice.approve(id, "jane");
		JsonNode completed = status(id);
		assertThat(completed.path("status").asString()).isEqualTo("completed");
		assertThat(completed.at("/result/media_buy_id").asString()).isEqualTo("mb-jane");
		WebhookTarget.Received webhook = await().until(() -> this.receiver.received().stream().findFirst().orElse(null),
				(received) -> received != null);
		assertThat(Tasks.verifier().verify(webhook.signed(), Instant.now())).isEqualTo("key-1");
		assertThat(webhook.json().path("task_id").asString()).isEqualTo(id);
		assertThat(webhook.json().path("operation_id").asString()).isEqualTo("op-1");
		assertThat(webhook.json().path("result")).isEqualTo(completed.path("result"));
		JsonNode replay = create();
		assertThat(replay.path("replayed").asBoolean()).isTrue();
		assertThat(replay.path("status").asString()).isEqualTo("submitted");
		assertThat(replay.path("task_id").asString()).isEqualTo(id);
	}

	@Test
	void theSecondDecisionLeavesNoRows() {
		String id = create().path("task_id").asString();
		this.backOffice.reject(id, "joe");
		assertThatExceptionOfType(TaskEndedException.class).isThrownBy(() -> this.backOffice.approve(id, "jane"));
		assertThat(this.jdbc.sql("SELECT who FROM approvals").query(String.class).list()).containsExactly("joe");
		JsonNode rejected = status(id);
		assertThat(rejected.path("status").asString()).isEqualTo("rejected");
		assertThat(rejected.at("/error/code").asString()).isEqualTo("BUDGET_TOO_LOW");
	}

	@Test
	void aTaskOverRestIsSubmittedAskedForAndReplayed() {
		HttpCalls calls = new HttpCalls(this.port);
		HttpResponse<String> first = calls.send("POST", "/buys", this.key, "{\"name\":\"rest\"}");
		JsonNode submitted = HttpCalls.json(first);
		assertThat(submitted.path("status").asString()).isEqualTo("submitted");
		String id = submitted.path("task_id").asString();
		this.backOffice.approve(id, "jane");
		HttpResponse<String> replay = calls.send("POST", "/buys", this.key, "{\"name\":\"rest\"}");
		assertThat(HttpCalls.isReplay(replay)).isTrue();
		assertThat(HttpCalls.json(replay).path("task_id").asString()).isEqualTo(id);
		JsonNode status = HttpCalls.json(calls.post("/tasks", "{\"task_id\":\"" + id + "\",\"include_result\":true}"));
		assertThat(status.path("status").asString()).isEqualTo("completed");
		assertThat(status.at("/result/media_buy_id").asString()).isEqualTo("mb-jane");
		assertThat(status(id).path("result")).isEqualTo(status.path("result"));
	}

	@Test
	void aWebhookThatCannotBeKeptLeavesNothingAndTheKeyIsFree() {
		String request = "{\"idempotency_key\":\"" + this.key
				+ "\",\"push_notification_config\":{\"url\":\"%s\",\"operation_id\":\"op-1\"}}";
		HttpCalls calls = new HttpCalls(this.port);
		JsonNode refused = HttpCalls
			.result(calls.tool(AdcpTask.CREATE_MEDIA_BUY, request.formatted("https://b.example/" + "a".repeat(2048))));
		assertThat(HttpCalls.errorCode(refused)).isEqualTo("INVALID_REQUEST");
		assertThat(refused.toString()).contains("/push_notification_config/url").doesNotContain("aaaa");
		assertThat(HttpCalls.result(calls.tool(AdcpTask.CREATE_MEDIA_BUY, request.formatted(this.receiver.url())))
			.path("status")
			.asString()).isEqualTo("submitted");
	}

	@Test
	void aTaskThatIsUnknownIsNotFoundOverRestEither() {
		HttpResponse<String> answer = new HttpCalls(this.port).post("/tasks", "{\"task_id\":\"nothing\"}");
		assertThat(HttpCalls.errorCode(HttpCalls.json(answer))).isEqualTo("REFERENCE_NOT_FOUND");
	}

	private JsonNode create() {
		return HttpCalls.result(new HttpCalls(this.port).tool(AdcpTask.CREATE_MEDIA_BUY, """
				{"idempotency_key":"%s","push_notification_config":{"url":"%s","operation_id":"op-1"}}"""
			.formatted(this.key, this.receiver.url())));
	}

	private JsonNode status(String id) {
		return HttpCalls.result(new HttpCalls(this.port).tool(AdcpTask.GET_TASK_STATUS,
				"{\"task_id\":\"" + id + "\",\"include_result\":true}"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Buys.class, RestBuys.class, BackOffice.class })
	static class Seller {

		@Bean
		AgentResolver agentResolver() {
			return (principal) -> "agent-1";
		}

		@Bean
		WebhookKeys webhookKeys() {
			return Tasks.KEYS;
		}

	}

	@AdcpController
	static class Buys {

		private final AdcpTasks tasks;

		Buys(AdcpTasks tasks) {
			this.tasks = tasks;
		}

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		public AdcpSubmitted create() {
			return this.tasks.submit();
		}

	}

	@RestController
	static class RestBuys {

		private final AdcpTasks tasks;

		private final TaskQueries queries;

		RestBuys(AdcpTasks tasks, TaskQueries queries) {
			this.tasks = tasks;
			this.queries = queries;
		}

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		@PostMapping("/buys")
		public AdcpSubmitted create() {
			return this.tasks.submit();
		}

		@AdcpTask(AdcpTask.GET_TASK_STATUS)
		@PostMapping("/tasks")
		public JsonNode status(AdcpExchange exchange) {
			return this.queries.getTaskStatus(exchange);
		}

	}

	static class BackOffice {

		private final AdcpTasks tasks;

		private final JdbcClient jdbc;

		BackOffice(AdcpTasks tasks, JdbcClient jdbc) {
			this.tasks = tasks;
			this.jdbc = jdbc;
			jdbc.sql("CREATE TABLE approvals (who VARCHAR(100))").update();
		}

		@Transactional
		public void approve(String taskId, String who) {
			insert(who);
			this.tasks.complete(taskId, Map.of("media_buy_id", "mb-" + who));
		}

		@Transactional
		public void reject(String taskId, String who) {
			insert(who);
			this.tasks.reject(taskId, AdcpError.of(AdcpErrorCode.BUDGET_TOO_LOW, "Too little"));
		}

		private void insert(String who) {
			this.jdbc.sql("INSERT INTO approvals VALUES (?)").param(who).update();
		}

	}

}
