package io.adcp.spring.autoconfigure;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.downstream.AdcpClaim;
import io.adcp.spring.downstream.Downstream;
import io.adcp.spring.downstream.OpenClaims;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.task.AdcpSubmitted;
import io.adcp.spring.task.AdcpTaskRun;
import io.adcp.spring.task.AdcpTasks;
import io.adcp.spring.task.AdcpWork;
import io.adcp.spring.testing.PostgresServer;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.transaction.PlatformTransactionManager;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * A seller whose business rows are entities. Hibernate writes them at the commit, after
 * the record: they are one transaction all the same.
 */
class JpaSellerTests {

	private final ApplicationContextRunner runner = SellerContext.application()
		.withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class))
		.withBean(DataSource.class, () -> PostgresServer.newDatabase(4))
		.withBean(PersistenceManagedTypes.class, () -> PersistenceManagedTypes.of(Booking.class.getName()))
		.withPropertyValues("adcp.idempotency.enabled=true", "spring.jpa.hibernate.ddl-auto=create");

	@Test
	void entitiesAndRecordCommitTogether() {
		run((context) -> {
			assertThat(context.getBean(PlatformTransactionManager.class)).isInstanceOf(JpaTransactionManager.class);
			IdempotencyRequest request = SellerContext.request(null);
			assertThat(SellerContext.execute(context, request, () -> book(context, "one")).replayed()).isFalse();
			assertThat(SellerContext.execute(context, request, () -> book(context, "two")).replayed()).isTrue();
			assertThat(bookings(context)).isEqualTo(1);
		});
	}

	@Test
	void aHandlerThatFailsLeavesNeitherEntityNorRecord() {
		run((context) -> {
			IdempotencyRequest request = SellerContext.request(null);
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> SellerContext.execute(context, request, () -> {
					book(context, "one");
					throw new IllegalStateException("no");
				}));
			assertThat(bookings(context)).isZero();
			assertThat(SellerContext.execute(context, request, () -> book(context, "one")).replayed()).isFalse();
		});
	}

	@Test
	void anEntityThatIsRefusedAtTheCommitTakesTheRecordWithIt() {
		run((context) -> {
			SellerContext.execute(context, SellerContext.request(null), () -> book(context, "taken"));
			IdempotencyRequest request = SellerContext.request(null);
			assertThatExceptionOfType(DataIntegrityViolationException.class)
				.isThrownBy(() -> SellerContext.execute(context, request, () -> book(context, "taken")));
			assertThat(bookings(context)).isEqualTo(1);
			assertThat(SellerContext.execute(context, request, () -> book(context, "free")).replayed()).isFalse();
		});
	}

	@Test
	void entitiesRecordAndTheEndOfAClaimCommitTogether() {
		this.runner.withBean(Printer.class).withBean(PrintedTasks.class).run((context) -> {
			Printer printer = context.getBean(Printer.class);
			printer.losesTheAnswer = true;
			String request = "{\"idempotency_key\":\"" + IdempotencyKey.generate() + "\",\"name\":\"claimed\"}";
			assertThat(answer(context, AdcpTask.UPDATE_MEDIA_BUY, request).at("/adcp_error/code").asString())
				.isEqualTo("IDEMPOTENCY_IN_FLIGHT");
			assertThat(bookings(context)).isZero();
			printer.losesTheAnswer = false;
			assertThat(answer(context, AdcpTask.UPDATE_MEDIA_BUY, request).path("printed").asString())
				.isEqualTo("claimed");
			assertThat(answer(context, AdcpTask.UPDATE_MEDIA_BUY, request).path("replayed").asBoolean()).isTrue();
			assertThat(bookings(context)).isEqualTo(1);
			assertThat(printer.printed).hasSize(1);
			assertThat(context.getBean(OpenClaims.class).count().open()).isZero();
		});
	}

	@Test
	void anEntityThatIsRefusedAtTheCommitKeepsTheClaim() {
		this.runner.withBean(Printer.class).withBean(PrintedTasks.class).run((context) -> {
			SellerContext.execute(context, SellerContext.request(null), () -> book(context, "taken"));
			String request = "{\"idempotency_key\":\"" + IdempotencyKey.generate() + "\",\"name\":\"taken\"}";
			assertThat(answer(context, AdcpTask.UPDATE_MEDIA_BUY, request).at("/adcp_error/code").asString())
				.isEqualTo("IDEMPOTENCY_IN_FLIGHT");
			assertThat(context.getBean(OpenClaims.class).count().open()).isEqualTo(1);
			context.getBean(JdbcTemplate.class).update("DELETE FROM booking");
			assertThat(answer(context, AdcpTask.UPDATE_MEDIA_BUY, request).path("printed").asString())
				.isEqualTo("taken");
			assertThat(context.getBean(Printer.class).printed).hasSize(1);
		});
	}

	@Test
	void entitiesCommitWithTheTaskThatIsSubmittedAndWithItsEnd() {
		tasks().run((context) -> {
			JsonNode submitted = answer(context, AdcpTask.CREATE_MEDIA_BUY,
					"{\"idempotency_key\":\"" + IdempotencyKey.generate() + "\",\"name\":\"later\"}");
			assertThat(submitted.path("status").asString()).isEqualTo("submitted");
			await().until(
					() -> answer(context, AdcpTask.GET_TASK_STATUS,
							"{\"task_id\":\"" + submitted.path("task_id").asString() + "\"}")
						.path("status")
						.asString(),
					"completed"::equals);
			assertThat(names(context)).containsExactlyInAnyOrder("later", "later done");
		});
	}

	@Test
	void anEntityThatIsRefusedAtTheCommitLeavesNoTask() {
		tasks().run((context) -> {
			SellerContext.execute(context, SellerContext.request(null), () -> book(context, "taken"));
			JsonNode answer = answer(context, AdcpTask.CREATE_MEDIA_BUY,
					"{\"idempotency_key\":\"" + IdempotencyKey.generate() + "\",\"name\":\"taken\"}");
			assertThat(answer.at("/adcp_error/code").asString()).isEqualTo("SERVICE_UNAVAILABLE");
			assertThat(context.getBean(JdbcTemplate.class)
				.queryForObject("SELECT count(*) FROM adcp_idempotency_task", Integer.class)).isZero();
			assertThat(context.getBean(JdbcTemplate.class)
				.queryForObject("SELECT count(*) FROM adcp_idempotency_work", Integer.class)).isZero();
		});
	}

	private ApplicationContextRunner tasks() {
		return this.runner.withConfiguration(AutoConfigurations.of(AdcpTaskAutoConfiguration.class))
			.withBean(EntityTasks.class)
			.withPropertyValues("adcp.task.poll-interval=100ms");
	}

	private static JsonNode answer(AssertableApplicationContext context, String task, String request) {
		return JsonMapper.shared()
			.readTree(context.getBean(TaskDispatcher.class)
				.dispatch(task, JsonMapper.shared().readTree(request), "agent-1")
				.body());
	}

	private static List<String> names(AssertableApplicationContext context) {
		return context.getBean(JdbcTemplate.class).queryForList("SELECT name FROM booking", String.class);
	}

	private void run(ContextConsumer<AssertableApplicationContext> test) {
		this.runner.run(test);
	}

	private static String book(AssertableApplicationContext context, String name) {
		EntityManager entities = SharedEntityManagerCreator
			.createSharedEntityManager(context.getBean(EntityManagerFactory.class));
		entities.persist(new Booking(name));
		return "{\"name\":\"" + name + "\"}";
	}

	private static @Nullable Integer bookings(AssertableApplicationContext context) {
		return context.getBean(JdbcTemplate.class).queryForObject("SELECT count(*) FROM booking", Integer.class);
	}

	@AdcpController
	static class PrintedTasks {

		private final Printer printer;

		private final EntityManager entities;

		PrintedTasks(Printer printer, EntityManagerFactory entities) {
			this.printer = printer;
			this.entities = SharedEntityManagerCreator.createSharedEntityManager(entities);
		}

		@Idempotent
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public Map<String, Object> update(JsonNode request, AdcpClaim claim) {
			String printed = claim.call(this.printer, request.path("name").asString());
			return claim.commit(() -> {
				this.entities.persist(new Booking(printed));
				return Map.of("printed", printed);
			});
		}

	}

	@AdcpController
	static class EntityTasks {

		private final AdcpTasks tasks;

		private final EntityManager entities;

		EntityTasks(AdcpTasks tasks, EntityManagerFactory entities) {
			this.tasks = tasks;
			this.entities = SharedEntityManagerCreator.createSharedEntityManager(entities);
		}

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		public AdcpSubmitted create(JsonNode request) {
			String name = request.path("name").asString();
			this.entities.persist(new Booking(name));
			return this.tasks.submit("entities", name);
		}

		@AdcpWork("entities")
		void work(String name, AdcpTaskRun run) throws Exception {
			run.complete(() -> {
				this.entities.persist(new Booking(name + " done"));
				return Map.of("name", name);
			});
		}

	}

	static final class Printer implements Downstream<String, String> {

		final Map<String, String> printed = new ConcurrentHashMap<>();

		volatile boolean losesTheAnswer;

		@Override
		public String name() {
			return "printer";
		}

		@Override
		public String invoke(String requestId, String request) throws IOException {
			this.printed.put(requestId, request);
			if (this.losesTheAnswer) {
				throw new IOException("lost");
			}
			return request;
		}

		@Override
		public Optional<String> find(String requestId) {
			return Optional.ofNullable(this.printed.get(requestId));
		}

	}

	/**
	 * A business row.
	 */
	@Entity(name = "booking")
	static class Booking {

		@Id
		private long id = System.nanoTime();

		@Column(unique = true)
		private @Nullable String name;

		Booking() {
		}

		Booking(String name) {
			this.name = name;
		}

	}

}
