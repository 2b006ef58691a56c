package io.adcp.spring.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import javax.sql.DataSource;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyOutcome;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.idempotency.jdbc.JdbcIdempotencyBackend;
import io.adcp.spring.idempotency.jdbc.LedgerTable;
import io.adcp.spring.idempotency.observation.OutcomeCounts;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.TaskAnswer;
import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.testing.LedgerScript;
import io.adcp.spring.testing.RedisServers;
import io.adcp.spring.wire.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.TransactionManagementConfigurer;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a buyer is told is what was committed, on every backend: the answer of a call
 * whose rows are gone is a failure, and the key of one whose rows stay is not free.
 */
@ExtendWith(OutputCaptureExtension.class)
class IdempotentTransactionTests {

	private static final String CREATE = AdcpTask.CREATE_MEDIA_BUY;

	private static final String UPDATE = AdcpTask.UPDATE_MEDIA_BUY;

	private static final String SYNC = AdcpTask.SYNC_CREATIVES;

	@ParameterizedTest
	@ValueSource(strings = { "jdbc", "memory", "redis" })
	void aHandlerThatFailsLeavesNoRowsAlsoWithoutATransactionOfItsOwn(String backend) {
		seller(backend, Plain.class).run((context) -> {
			String request = request("fail");
			assertUnavailable(call(context, CREATE, request));
			assertThat(rows(context)).isZero();
			context.getBean(Buys.class).behaviour = "succeed";
			assertExecuted(call(context, CREATE, request));
			assertThat(rows(context)).isEqualTo(1);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc", "memory", "redis" })
	void aHandlerThatRollsBackWithoutAWordHasFailed(String backend) {
		seller(backend, Plain.class).run((context) -> assertFailsSilently(context, CREATE));
		seller(backend, Declared.class).run((context) -> assertFailsSilently(context, UPDATE));
	}

	@Test
	void aNestedHandlerThatRollsBackItsSavepointHasFailed() {
		seller("jdbc", Nested.class).run((context) -> assertFailsSilently(context, SYNC));
		seller("memory", Nested.class).run((context) -> assertFailsSilently(context, SYNC));
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc", "memory", "redis" })
	void anAnswerWhoseLargerTransactionIsRolledBackWithoutAWordIsNotGiven(String backend) {
		seller(backend, Facade.class).withBean(Service.class)
			.withPropertyValues("adcp.server.require-idempotent=false")
			.run((context) -> {
				String request = request("roll back in the facade");
				assertUnavailable(call(context, CREATE, request));
				assertThat(rows(context)).isZero();
				context.getBean(Buys.class).behaviour = "succeed";
				assertExecuted(call(context, CREATE, request));
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc", "memory", "redis" })
	void aHookThatFailsAfterTheCommitChangesNothingAboutTheAnswer(String backend, CapturedOutput output) {
		for (Class<?> controller : new Class<?>[] { Plain.class, Declared.class }) {
			String task = (controller == Plain.class) ? CREATE : UPDATE;
			seller(backend, controller).run((context) -> {
				String request = request("fail after the commit");
				assertExecuted(call(context, task, request));
				assertReplayed(call(context, task, request));
				assertThat(rows(context)).isEqualTo(1);
				assertThat(context.getBean(OutcomeCounts.class).get()).containsEntry(IdempotencyOutcome.EXECUTED, 1L)
					.containsEntry(IdempotencyOutcome.REPLAYED, 1L);
				assertThat(output).contains("but something that runs after the commit failed")
					.contains("hook is broken");
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc", "memory", "redis" })
	void aMethodThatWantsATransactionToBeThereGetsOne(String backend) {
		seller(backend, Mandatory.class).run((context) -> {
			String request = request("succeed");
			assertExecuted(call(context, CREATE, request));
			assertReplayed(call(context, CREATE, request));
			assertThat(rows(context)).isEqualTo(1);
		});
	}

	@Test
	void besideTheDatabaseAMethodMayDoWithoutATransaction() {
		seller("memory", NotSupported.class).run((context) -> {
			assertExecuted(call(context, CREATE, request("succeed")));
			assertUnavailable(call(context, CREATE, request("fail")));
			assertThat(rows(context)).as("the failed one's stays").isEqualTo(2);
		});
	}

	@Test
	void aCallThatIsInterruptedWhileItWaitsForItsAnswerKeepsItsKey() {
		seller("memory", Later.class).run((context) -> {
			String request = request("succeed");
			AtomicReference<TaskAnswer> first = new AtomicReference<>();
			Thread caller = new Thread(() -> first.set(call(context, CREATE, request)));
			caller.start();
			assertThat(context.getBean(Later.class).started().await(1, TimeUnit.MINUTES)).isTrue();
			caller.interrupt();
			caller.join();
			assertUnavailable(Objects.requireNonNull(first.get()));
			assertThat(call(context, CREATE, request).body()).contains("IDEMPOTENCY_IN_FLIGHT");
		});
	}

	@Test
	void withoutATransactionManagerThatIsSaidOnceAndCallsAreServed(CapturedOutput output) {
		application(SellerContext.without(DataSourceTransactionManagerAutoConfiguration.class), "memory", Plain.class)
			.run((context) -> {
				assertThat(context).doesNotHaveBean(PlatformTransactionManager.class);
				String request = request("succeed");
				assertExecuted(call(context, CREATE, request));
				assertReplayed(call(context, CREATE, request));
				assertThat(output.toString().split("@Idempotent opens no transaction", -1)).hasSize(2);
			});
	}

	@Test
	void severalTransactionManagersNeedAPrimaryOneOnEveryBackend() {
		ApplicationContextRunner seller = seller("memory", Plain.class)
			.withBean("one", PlatformTransactionManager.class, JdbcTransactionManagerOfTheApplication::new)
			.withBean("other", PlatformTransactionManager.class, JdbcTransactionManagerOfTheApplication::new);
		assertThat(StartFailure.of(seller).getDescription()).contains("none is marked @Primary");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc", "memory", "redis" })
	void aManagerThatTheApplicationConfiguresAndIsNoBeanIsUsedOnEveryBackend(String backend) {
		application(SellerContext.without(DataSourceTransactionManagerAutoConfiguration.class), backend, Plain.class)
			.withUserConfiguration(ChosenTransactions.class)
			.run((context) -> {
				assertThat(context).doesNotHaveBean(PlatformTransactionManager.class);
				assertFailsSilently(context, CREATE);
			});
	}

	@Test
	void aTransactionalBackendThatIsDeclaredAsABackendIsTransactional() {
		assertTransactional((backend) -> backend);
	}

	@Test
	void aTransactionalBackendBehindAnInterfaceProxyIsTransactional() {
		assertTransactional((backend) -> {
			ProxyFactory proxy = new ProxyFactory(backend);
			proxy.setInterfaces(IdempotencyBackend.class);
			return (IdempotencyBackend) proxy.getProxy();
		});
	}

	@Test
	void aSecondIdempotentMethodInOneCallIsAFailureAndNotSkipped(CapturedOutput output) {
		seller("jdbc", TwoInOne.class).withBean(Service.class)
			.withPropertyValues("adcp.server.require-idempotent=false")
			.withBean(OtherService.class)
			.run((context) -> {
				assertUnavailable(call(context, CREATE, request("succeed")));
				assertThat(output).contains("An @Idempotent method has answered this call of create_media_buy already");
			});
	}

	private static void assertTransactional(UnaryOperator<IdempotencyBackend> decoration) {
		ApplicationContextRunner seller = SellerContext.application()
			.withPropertyValues("spring.datasource.generate-unique-name=true", "adcp.idempotency.secret=a secret")
			.withBean(Buys.class)
			.withBean(Decoration.class, () -> decoration::apply)
			.withUserConfiguration(BackendConfiguration.class);
		seller.withBean(Plain.class).run((context) -> {
			String request = request("succeed");
			assertExecuted(call(context, CREATE, request));
			assertReplayed(call(context, CREATE, request));
			assertThat(rows(context)).isEqualTo(1);
			assertFailsSilently(context, CREATE);
		});
		assertThat(StartFailure.of(seller.withBean(NotSupported.class)).getDescription())
			.contains("asks for a transaction of its own or for none");
		assertThat(StartFailure.of(seller.withBean(Plain.class)
			.withBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(SellerStartFailureTests.h2())))
			.getDescription()).contains("could not commit together");
	}

	private static void assertFailsSilently(AssertableApplicationContext context, String task) {
		long executed = count(context, IdempotencyOutcome.EXECUTED);
		long failed = count(context, IdempotencyOutcome.FAILED);
		int rows = rows(context);
		String request = request("roll back");
		context.getBean(Buys.class).behaviour = null;
		assertUnavailable(call(context, task, request));
		assertThat(rows(context)).isEqualTo(rows);
		assertThat(count(context, IdempotencyOutcome.EXECUTED)).isEqualTo(executed);
		assertThat(count(context, IdempotencyOutcome.FAILED)).isEqualTo(failed + 1);
		context.getBean(Buys.class).behaviour = "succeed";
		assertExecuted(call(context, task, request));
		assertThat(rows(context)).isEqualTo(rows + 1);
	}

	private static long count(AssertableApplicationContext context, IdempotencyOutcome outcome) {
		return Objects.requireNonNull(context.getBean(OutcomeCounts.class).get().get(outcome));
	}

	private static ApplicationContextRunner seller(String backend, Class<?> controller) {
		return application(SellerContext.application(), backend, controller);
	}

	private static ApplicationContextRunner application(ApplicationContextRunner runner, String backend,
			Class<?> controller) {
		return runner.withBean(controller)
			.withBean(Buys.class)
			.withConfiguration(AutoConfigurations.of(AdcpRedisIdempotencyAutoConfiguration.class,
					DataRedisAutoConfiguration.class))
			.withPropertyValues("spring.datasource.generate-unique-name=true", "adcp.idempotency.backend=" + backend,
					"adcp.idempotency.in-flight=reject", "spring.data.redis.url=" + RedisServers.url());
	}

	private static String request(String name) {
		return "{\"idempotency_key\":\"%s\",\"name\":\"%s\"}".formatted(IdempotencyKey.generate(), name);
	}

	private static TaskAnswer call(AssertableApplicationContext context, String task, String request) {
		byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
		return context.getBean(TaskDispatcher.class).dispatch(task, StrictJson.read(bytes), "agent-1");
	}

	private static int rows(AssertableApplicationContext context) {
		return context.getBean(Buys.class).rows();
	}

	private static void assertUnavailable(TaskAnswer answer) {
		assertThat(answer.error()).as(answer.body()).isTrue();
		assertThat(answer.body()).contains("SERVICE_UNAVAILABLE").doesNotContain("\"buy\"");
	}

	private static void assertExecuted(TaskAnswer answer) {
		assertThat(answer.error()).as(answer.body()).isFalse();
		assertThat(answer.body()).contains("\"buy\":").contains("\"replayed\":false");
	}

	private static void assertReplayed(TaskAnswer answer) {
		assertThat(answer.error()).as(answer.body()).isFalse();
		assertThat(answer.body()).contains("\"buy\":").contains("\"replayed\":true");
	}

	record Buy(String name) {

	}

	/**
	 * The documented form: the backend's type is not told.
	 */
	@Configuration(proxyBeanMethods = false)
	static class BackendConfiguration {

		@Bean
		IdempotencyBackend backend(DataSource dataSource, Decoration decoration) {
			LedgerScript.run(dataSource, "h2");
			return decoration
				.apply(new JdbcIdempotencyBackend(dataSource, new LedgerTable(null, LedgerTable.DEFAULT_NAME)));
		}

	}

	interface Decoration {

		IdempotencyBackend apply(IdempotencyBackend backend);

	}

	/**
	 * The application's rows, and what happens once one is written.
	 */
	static class Buys {

		private final JdbcTemplate jdbc;

		private final AtomicInteger numbers = new AtomicInteger();

		private volatile String behaviour;

		Buys(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
			jdbc.execute("CREATE TABLE buys (name varchar(100))");
		}

		Map<String, Object> book(Buy buy) {
			this.jdbc.update("INSERT INTO buys VALUES (?)", buy.name());
			switch ((this.behaviour != null) ? this.behaviour : buy.name()) {
				case "fail" -> throw new IllegalStateException("broken");
				case "roll back" -> TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
				case "fail after the commit" ->
					TransactionSynchronizationManager.registerSynchronization(new BrokenHook());
			}
			return Map.of("buy", this.numbers.incrementAndGet());
		}

		boolean isToBeRolledBackInTheFacade(Buy buy) {
			return this.behaviour == null && buy.name().equals("roll back in the facade");
		}

		int rows() {
			return Objects.requireNonNull(this.jdbc.queryForObject("SELECT count(*) FROM buys", Integer.class));
		}

	}

	static final class BrokenHook implements TransactionSynchronization {

		@Override
		public void afterCommit() {
			throw new IllegalStateException("hook is broken");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ChosenTransactions {

		@Bean
		TransactionManagementConfigurer chosen(DataSource dataSource) {
			JdbcTransactionManager manager = new JdbcTransactionManager(dataSource);
			return () -> manager;
		}

	}

	static class JdbcTransactionManagerOfTheApplication extends SellerStartFailureTests.RightTransactions {

	}

	/**
	 * Books, by the methods of those that extend it.
	 */
	abstract static class Handler {

		private final Buys buys;

		Handler(Buys buys) {
			this.buys = buys;
		}

		Map<String, Object> bookNow(Buy buy) {
			return this.buys.book(buy);
		}

	}

	@AdcpController
	static class Plain extends Handler {

		Plain(Buys buys) {
			super(buys);
		}

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		public Map<String, Object> create(Buy buy) {
			return bookNow(buy);
		}

	}

	@AdcpController
	static class Declared extends Handler {

		Declared(Buys buys) {
			super(buys);
		}

		@Idempotent
		@Transactional
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public Map<String, Object> update(Buy buy) {
			return bookNow(buy);
		}

	}

	@AdcpController
	static class Nested extends Handler {

		Nested(Buys buys) {
			super(buys);
		}

		@Idempotent
		@Transactional(propagation = Propagation.NESTED)
		@AdcpTask(AdcpTask.SYNC_CREATIVES)
		public Map<String, Object> sync(Buy buy) {
			return bookNow(buy);
		}

	}

	@AdcpController
	static class Mandatory extends Handler {

		Mandatory(Buys buys) {
			super(buys);
		}

		@Idempotent
		@Transactional(propagation = Propagation.MANDATORY)
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		public Map<String, Object> create(Buy buy) {
			return bookNow(buy);
		}

	}

	@AdcpController
	static class NotSupported extends Handler {

		NotSupported(Buys buys) {
			super(buys);
		}

		@Idempotent
		@Transactional(propagation = Propagation.NOT_SUPPORTED)
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		public Map<String, Object> create(Buy buy) {
			return bookNow(buy);
		}

	}

	/**
	 * Never answers.
	 */
	@AdcpController
	static class Later {

		private final CountDownLatch started = new CountDownLatch(1);

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		public CompletableFuture<Map<String, Object>> create(Buy buy) {
			this.started.countDown();
			return new CompletableFuture<>();
		}

		public CountDownLatch started() {
			return this.started;
		}

	}

	/**
	 * Idempotent through its service, in a larger transaction of its own.
	 */
	@AdcpController
	static class Facade {

		private final Service service;

		private final Buys buys;

		Facade(Service service, Buys buys) {
			this.service = service;
			this.buys = buys;
		}

		@Transactional
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		public Map<String, Object> create(Buy buy) {
			Map<String, Object> booked = this.service.book(buy);
			if (this.buys.isToBeRolledBackInTheFacade(buy)) {
				TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
			}
			return booked;
		}

	}

	@AdcpController
	static class TwoInOne {

		private final Service service;

		private final OtherService other;

		TwoInOne(Service service, OtherService other) {
			this.service = service;
			this.other = other;
		}

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		public Map<String, Object> create(Buy buy) {
			this.service.book(buy);
			return this.other.invoice(buy);
		}

	}

	static class Service extends Handler {

		Service(Buys buys) {
			super(buys);
		}

		@Idempotent
		public Map<String, Object> book(Buy buy) {
			return bookNow(buy);
		}

	}

	static class OtherService extends Handler {

		OtherService(Buys buys) {
			super(buys);
		}

		@Idempotent
		public Map<String, Object> invoice(Buy buy) {
			return bookNow(buy);
		}

	}

}
