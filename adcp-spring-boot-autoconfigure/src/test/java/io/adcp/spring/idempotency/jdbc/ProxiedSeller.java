package io.adcp.spring.idempotency.jdbc;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import javax.sql.DataSource;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.IdempotencySettings;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.IdempotentCall;
import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.idempotency.InFlightPolicy;
import io.adcp.spring.idempotency.InsertLimiter;
import io.adcp.spring.idempotency.PayloadHash;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.idempotency.UnitOfWork;
import io.adcp.spring.idempotency.aop.IdempotentAdvisor;
import io.adcp.spring.idempotency.aop.IdempotentBeanPostProcessor;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A small Spring application whose {@link Buys} is called as a transport would call it:
 * through its proxy, with a current call on the thread.
 */
final class ProxiedSeller implements AutoCloseable {

	static final Duration IN_FLIGHT_MAX = Duration.ofMinutes(5);

	static final Retention RETENTION = new Retention(Duration.ofHours(24), Retention.DEFAULT_SKEW, Duration.ofDays(30));

	private static final int MANY_WAITERS = 100;

	private final ThreadLocal<Call> current = new ThreadLocal<>();

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final DataSource dataSource;

	ProxiedSeller(DataSource dataSource, IdempotencyBackend backend, DataSource otherDataSource) {
		this(dataSource, backend, otherDataSource, InFlightPolicy.WAIT, IN_FLIGHT_MAX);
	}

	ProxiedSeller(DataSource dataSource, IdempotencyBackend backend, DataSource otherDataSource, InFlightPolicy policy,
			Duration inFlightMax) {
		this.dataSource = dataSource;
		IdempotencyStore store = new IdempotencyStore(backend, UnitOfWork.NONE,
				new IdempotencySettings(RETENTION, policy, Duration.ofMinutes(1), inFlightMax, MANY_WAITERS,
						IdempotencySettings.DEFAULT_MAX_RESPONSE_BYTES, IdempotencySettings.DEFAULT_REPLAY_HINTS),
				InsertLimiter.NONE, List.of());
		this.context.registerBean(IdempotentBeanPostProcessor.class, () -> {
			IdempotentAdvisor advisor = new IdempotentAdvisor(() -> store, this.current::get, () -> true);
			advisor.setBeanFactory(this.context.getBeanFactory());
			return new IdempotentBeanPostProcessor(advisor);
		});
		this.context.registerBean("transactionManager", PlatformTransactionManager.class,
				() -> new JdbcTransactionManager(dataSource), (definition) -> definition.setPrimary(true));
		this.context.registerBean("other", PlatformTransactionManager.class,
				() -> new JdbcTransactionManager(otherDataSource));
		this.context.registerBean(Buys.class, () -> new Buys(new JdbcTemplate(dataSource)));
		this.context.register(Transactions.class);
		this.context.refresh();
	}

	static IdempotencyRequest request() {
		return new IdempotencyRequest(new IdempotencyScope("agent", "account", null), IdempotencyKey.generate(),
				AdcpTask.CREATE_MEDIA_BUY, PayloadHash.of(new byte[32]));
	}

	Buys buys() {
		return this.context.getBean(Buys.class);
	}

	TransactionTemplate transaction() {
		return new TransactionTemplate(this.context.getBean("transactionManager", PlatformTransactionManager.class));
	}

	JdbcTemplate jdbc() {
		return new JdbcTemplate(this.dataSource);
	}

	/**
	 * Do what a transport does with one request.
	 * @param request the request
	 * @param invocation calls the proxy
	 * @return the answer that the transport would send
	 * @throws Exception what the proxy threw
	 */
	IdempotentResponse call(IdempotencyRequest request, Invocation invocation) throws Exception {
		Call call = new Call(request);
		Call outer = this.current.get();
		this.current.set(call);
		try {
			invocation.invoke(buys());
		}
		finally {
			this.current.set(outer);
		}
		return Objects.requireNonNull(call.response);
	}

	IdempotentResponse buy(IdempotencyRequest request, Buys.Work work) throws Exception {
		return call(request, (buys) -> buys.buy(work));
	}

	int rows() {
		return count("buys");
	}

	int records() {
		return count("adcp_idempotency");
	}

	private int count(String table) {
		return Objects.requireNonNull(jdbc().queryForObject("SELECT count(*) FROM " + table, Integer.class));
	}

	@Override
	public void close() {
		this.context.close();
	}

	interface Invocation {

		void invoke(Buys buys) throws Exception;

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement(proxyTargetClass = true)
	static class Transactions {

	}

	private static final class Call implements IdempotentCall {

		private final IdempotencyRequest request;

		private @Nullable IdempotentResponse response;

		Call(IdempotencyRequest request) {
			this.request = request;
		}

		@Override
		public Optional<IdempotencyRequest> idempotencyRequest() {
			return Optional.of(this.request);
		}

		@Override
		public String write(@Nullable Object returned) {
			return String.valueOf(returned);
		}

		@Override
		public @Nullable Object read(String response, Type type) {
			return response;
		}

		@Override
		public void answered(IdempotentResponse response) {
			this.response = response;
		}

	}

}
