package io.adcp.spring.autoconfigure;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.downstream.AdcpClaim;
import io.adcp.spring.downstream.Downstream;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.idempotency.jdbc.CountingSocketFactory;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.task.AdcpSubmitted;
import io.adcp.spring.task.AdcpTaskRun;
import io.adcp.spring.task.AdcpTasks;
import io.adcp.spring.task.AdcpWork;
import io.adcp.spring.testing.PostgresServer;
import io.adcp.spring.work.jdbc.WorkEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What effects beyond the row cost a seller on PostgreSQL that has everything switched
 * on: counted in messages to the server beyond those of the row's own transaction.
 */
class EffectsCostTests {

	// The driver learns about statements in their first executions.
	private static final int FIRST_EXECUTIONS = 10;

	private static HikariDataSource pool;

	@BeforeAll
	static void open() {
		// Migrations take two
		pool = PostgresServer.newDatabase(2);
		pool.addDataSourceProperty("socketFactory", CountingSocketFactory.class.getName());
	}

	@AfterAll
	static void close() {
		pool.close();
	}

	// The claim and the record
	@Test
	void anOrdinaryNewKeyPaysNothingForThem() {
		assertThat(messages(AdcpTask.CREATE_MEDIA_BUY, "completed")).isEqualTo(2);
	}

	// Task and work go with the record
	@Test
	void aSubmittedTaskCostsNoMessageOfItsOwn() {
		assertThat(messages(AdcpTask.UPDATE_MEDIA_BUY, "submitted")).isEqualTo(2);
	}

	// The look, the claim's opening, its end and the record
	@Test
	void aCallOfAnotherSystemCostsTwoMessagesMore() {
		assertThat(messages(AdcpTask.SYNC_CREATIVES, "completed")).isEqualTo(4);
	}

	private static int messages(String task, String status) {
		int[] sent = new int[1];
		SellerContext.application()
			.withBean("dataSource", HikariDataSource.class, () -> pool, (bean) -> bean.setDestroyMethodName(""))
			.withBean(CostlySeller.class)
			.withBean(Echo.class)
			.withPropertyValues("adcp.idempotency.purge-interval=1d")
			.run((context) -> {
				context.getBean(WorkEngine.class).stop();
				context.getBean(JdbcTemplate.class).execute("CREATE TABLE IF NOT EXISTS buys (name VARCHAR(100))");
				for (int i = 0; i < FIRST_EXECUTIONS; i++) {
					call(context, task, status);
				}
				TransactionTemplate alone = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
				CountingSocketFactory.takeSent();
				alone.executeWithoutResult((transaction) -> context.getBean(JdbcTemplate.class)
					.update("INSERT INTO buys VALUES (?)", "without key"));
				int without = CountingSocketFactory.takeSent();
				call(context, task, status);
				sent[0] = CountingSocketFactory.takeSent() - without;
			});
		return sent[0];
	}

	private static void call(ApplicationContext context, String task, String status) {
		JsonMapper mapper = JsonMapper.shared();
		JsonNode request = mapper.valueToTree(Map.of("idempotency_key", IdempotencyKey.generate(), "name", "spring"));
		String answer = context.getBean(TaskDispatcher.class).dispatch(task, request, "agent-1").body();
		assertThat(mapper.readTree(answer).path("status").asString()).as(answer).isEqualTo(status);
	}

	/**
	 * A seller with one handler of each kind.
	 */
	@AdcpController
	static class CostlySeller {

		private final JdbcTemplate jdbc;

		private final AdcpTasks tasks;

		private final Echo echo;

		CostlySeller(JdbcTemplate jdbc, AdcpTasks tasks, Echo echo) {
			this.jdbc = jdbc;
			this.tasks = tasks;
			this.echo = echo;
		}

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		Map<String, Object> buy(JsonNode request) {
			return insert(request.path("name").asString());
		}

		@Idempotent
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		AdcpSubmitted buyLater(JsonNode request) {
			insert("later");
			return this.tasks.submit("nothing", request.path("name").asString());
		}

		@Idempotent
		@AdcpTask(AdcpTask.SYNC_CREATIVES)
		Map<String, Object> order(JsonNode request, @Nullable AdcpClaim claim) {
			AdcpClaim own = Objects.requireNonNull(claim);
			String order = own.call(this.echo, request.path("name").asString());
			return own.commit(() -> insert(order));
		}

		private Map<String, Object> insert(String name) {
			this.jdbc.update("INSERT INTO buys VALUES (?)", name);
			return Map.of("name", name);
		}

		@AdcpWork("nothing")
		void doNothing(String name, AdcpTaskRun run) {
			run.awaitDecision();
		}

	}

	/**
	 * Another system that answers at once.
	 */
	static class Echo implements Downstream<String, String> {

		@Override
		public String name() {
			return "echo";
		}

		@Override
		public String invoke(String requestId, String request) {
			return request;
		}

		@Override
		public Optional<String> find(String requestId) {
			return Optional.empty();
		}

	}

}
