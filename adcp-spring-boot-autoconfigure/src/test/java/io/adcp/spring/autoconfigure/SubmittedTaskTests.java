package io.adcp.spring.autoconfigure;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.TaskAnswer;
import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.task.AdcpSubmitted;
import io.adcp.spring.task.AdcpTaskRun;
import io.adcp.spring.task.AdcpTasks;
import io.adcp.spring.task.AdcpWork;
import io.adcp.spring.task.TaskListener;
import io.adcp.spring.task.TaskRecord;
import io.adcp.spring.work.jdbc.WorkEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A seller whose tasks finish later, as an application has it. The first answer stays the
 * answer, also after the task has ended (AdCP 3.2 idempotency, rule 2), and a handler
 * that fails leaves nothing (rule 3).
 */
class SubmittedTaskTests {

	private static final JsonMapper mapper = JsonMapper.shared();

	private final ApplicationContextRunner seller = SellerContext.application()
		.withPropertyValues("spring.datasource.generate-unique-name=true", "adcp.task.poll-interval=100ms");

	@ParameterizedTest
	@ValueSource(strings = { "3.0", "3.1" })
	void aTaskIsSubmittedWorkedOnAndAskedFor(String version) {
		this.seller.withBean(LaterTasks.class).withBean(Told.class).run((context) -> {
			String request = request("later", version);
			JsonNode submitted = answer(context, AdcpTask.CREATE_MEDIA_BUY, request);
			assertThat(submitted.path("status").asString()).isEqualTo("submitted");
			String id = submitted.path("task_id").asString();
			assertThat(context.getBean(Told.class).ended.poll(1, TimeUnit.MINUTES)).isEqualTo(id);
			JsonNode status = answer(context, AdcpTask.GET_TASK_STATUS,
					"{\"adcp_version\":\"" + version + "\",\"task_id\":\"" + id + "\",\"include_result\":true}");
			assertThat(status.path("status").asString()).isEqualTo("completed");
			assertThat(status.path("result").path("media_buy_id").asString()).isEqualTo("later");
			JsonNode replay = answer(context, AdcpTask.CREATE_MEDIA_BUY, request);
			assertThat(replay.path("replayed").asBoolean()).isTrue();
			assertThat(replay.path("status").asString()).isEqualTo("submitted");
			assertThat(replay.path("task_id").asString()).isEqualTo(id);
			assertThat(tasks(context)).isEqualTo(1);
		});
	}

	@Test
	void aHandlerMayAnswerEitherWay() {
		this.seller.withBean(LaterTasks.class).withBean(Told.class).run((context) -> {
			JsonNode answer = answer(context, AdcpTask.CREATE_MEDIA_BUY, request("now", "3.1"));
			assertThat(answer.path("status").asString()).isEqualTo("completed");
			assertThat(answer.path("media_buy_id").asString()).isEqualTo("now");
			assertThat(tasks(context)).isZero();
		});
	}

	@Test
	void aHandlerThatFailsLeavesNoTask() {
		this.seller.withBean(LaterTasks.class).withBean(Told.class).run((context) -> {
			JsonNode answer = answer(context, AdcpTask.CREATE_MEDIA_BUY, request("fail", "3.1"));
			assertThat(answer.path("status").asString()).isEqualTo("failed");
			assertThat(tasks(context)).isZero();
		});
	}

	@Test
	void aSellerWithoutTasksRunsAndOffersNothingOfThem() {
		this.seller.withBean(BuyTasks.class).run((context) -> {
			assertThat(context.getBean(WorkEngine.class).isRunning()).isFalse();
			assertThat(context.getBean("adcpTaskPurgeLifecycle", PurgeLifecycle.class).isRunning()).isFalse();
			assertThat(context.getBean(TaskDispatcher.class).tasks())
				.doesNotContain(AdcpTask.GET_TASK_STATUS, AdcpTask.LIST_TASKS)
				.contains(AdcpTask.CREATE_MEDIA_BUY);
		});
	}

	@Test
	void aSellerWhoseTasksPersonsDecideOffersThemAndHasNoWork() {
		this.seller.withBean(BuyTasks.class).withBean(Deciders.class).run((context) -> {
			assertThat(context.getBean(WorkEngine.class).isRunning()).isFalse();
			assertThat(context.getBean("adcpTaskPurgeLifecycle", PurgeLifecycle.class).isRunning()).isTrue();
		});
		this.seller.withBean(LaterTasks.class)
			.withBean(Told.class)
			.run((context) -> assertThat(context.getBean(TaskDispatcher.class).tasks())
				.contains(AdcpTask.GET_TASK_STATUS, AdcpTask.LIST_TASKS));
		this.seller.withBean(DecidedTasks.class)
			.run((context) -> assertThat(context.getBean(TaskDispatcher.class).tasks())
				.contains(AdcpTask.GET_TASK_STATUS, AdcpTask.LIST_TASKS));
	}

	@Test
	void tasksThatAreForgottenBeforeTheirReplaysStopTheStart() {
		FailureAnalysis failure = StartFailure
			.of(this.seller.withBean(BuyTasks.class).withPropertyValues("adcp.task.retention=23h"));
		assertThat(failure.getDescription()).contains("adcp.task.retention");
		assertThat(failure.getDescription() + failure.getAction()).contains("adcp.idempotency.ttl");
	}

	@Test
	void tasksThatPersonsDecideNeedTheRecordsInTheDatabase() {
		FailureAnalysis failure = StartFailure
			.of(this.seller.withBean(DecidedTasks.class).withPropertyValues("adcp.idempotency.backend=memory"));
		assertThat(failure.getDescription()).contains("AdcpTasks is used").contains("could not commit together");
		assertThat(failure.getAction()).contains("adcp.idempotency.backend=jdbc");
	}

	@Test
	void tasksThatPersonsDecideAreRefusedWithRedisToo() {
		FailureAnalysis failure = StartFailure.of(this.seller.withBean(DecidedTasks.class)
			.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class,
					AdcpRedisIdempotencyAutoConfiguration.class))
			.withPropertyValues("adcp.idempotency.backend=redis", "adcp.idempotency.secret=" + "s".repeat(44)));
		assertThat(failure.getDescription()).contains("AdcpTasks is used");
	}

	@Test
	void workNeedsTheRecordsInTheDatabase() {
		this.seller.withBean(LaterTasks.class)
			.withBean(Told.class)
			.withPropertyValues("adcp.idempotency.backend=memory")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSetupException.class)
				.hasMessageContaining("could not commit together"));
	}

	@Test
	void aBackOffThatBeginsBeyondItsEndStopsTheStart() {
		this.seller.withBean(BuyTasks.class)
			.withPropertyValues("adcp.task.back-off.first=10m", "adcp.task.back-off.longest=5m")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("first must not be longer than longest"));
	}

	@Test
	void memoryWithoutTasksIsLeftAlone() {
		this.seller.withBean(BuyTasks.class)
			.withPropertyValues("adcp.idempotency.backend=memory")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static String request(String name, String version) {
		return mapper.writeValueAsString(
				Map.of("idempotency_key", IdempotencyKey.generate(), "name", name, "adcp_version", version));
	}

	private static JsonNode answer(ApplicationContext context, String task, String request) {
		TaskAnswer answer = context.getBean(TaskDispatcher.class).dispatch(task, mapper.readTree(request), "agent-1");
		return mapper.readTree(answer.body());
	}

	private static int tasks(ApplicationContext context) {
		return context.getBean(JdbcTemplate.class)
			.queryForObject("SELECT count(*) FROM adcp_idempotency_task", Integer.class);
	}

	record Order(String name) {

	}

	static class Told implements TaskListener {

		final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

		@Override
		public void changed(TaskRecord task) {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
				@Override
				public void afterCommit() {
					Told.this.ended.add(task.id());
				}
			});
		}

	}

	static class Deciders {

		final AdcpTasks tasks;

		Deciders(AdcpTasks tasks) {
			this.tasks = tasks;
		}

	}

	@AdcpController
	static class DecidedTasks {

		private final AdcpTasks tasks;

		DecidedTasks(AdcpTasks tasks) {
			this.tasks = tasks;
		}

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		AdcpSubmitted create() {
			return this.tasks.submit();
		}

	}

	@AdcpController
	static class LaterTasks {

		private final AdcpTasks tasks;

		LaterTasks(AdcpTasks tasks) {
			this.tasks = tasks;
		}

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		Object create(JsonNode request) {
			String name = request.path("name").asString();
			if (name.equals("now")) {
				return Map.of("media_buy_id", name);
			}
			Object submitted = this.tasks.submit("booking", new Order(name));
			if (name.equals("fail")) {
				throw new IllegalStateException("fail");
			}
			return submitted;
		}

		@AdcpWork("booking")
		void book(Order order, AdcpTaskRun run) throws Exception {
			run.complete(() -> Map.of("media_buy_id", order.name()));
		}

	}

}
