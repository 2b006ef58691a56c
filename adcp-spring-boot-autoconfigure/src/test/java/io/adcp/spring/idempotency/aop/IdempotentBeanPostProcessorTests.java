package io.adcp.spring.idempotency.aop;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

import io.adcp.spring.idempotency.Idempotent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Which beans get the advice, in which proxy, and where in it.
 */
class IdempotentBeanPostProcessorTests {

	private static final AtomicReference<@Nullable Boolean> insideTransaction = new AtomicReference<>();

	@ParameterizedTest
	@ValueSource(classes = { TransactionsFirst.class, TransactionsLast.class })
	void theAdviceIsOutsideOfTheTransactionWhereverThatIsOrdered(Class<?> transactions) {
		try (var context = start(transactions, TransactionalBuys.class)) {
			assertAdvised(() -> context.getBean(TransactionalBuys.class).buy());
			assertThat(insideTransaction).hasValue(false);
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { TransactionsFirst.class, NoTransactions.class })
	void aBeanThatImplementsAnInterfaceIsStillOfItsClass(Class<?> transactions) {
		try (var context = start(transactions, TransactionalBuys.class)) {
			assertThat(context.getBean(TransactionalBuys.class)).isInstanceOf(Buys.class);
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { TransactionsFirst.class, NoTransactions.class })
	void aFinalClassIsCalledByItsInterface(Class<?> transactions) {
		try (var context = start(transactions, FinalBuys.class)) {
			assertThat(AopUtils.isJdkDynamicProxy(context.getBean(Buys.class))).isTrue();
			assertAdvised(() -> context.getBean(Buys.class).buy());
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { TransactionsFirst.class, NoTransactions.class })
	void aBeanThatOthersGotHoldOfEarlyIsAdvisedOnce(Class<?> transactions) {
		try (var context = start(transactions, BuysInACircle.class, Friend.class)) {
			BuysInACircle buys = context.getBean(BuysInACircle.class);
			assertThat(context.getBean(Friend.class).buys).isSameAs(buys);
			assertThat(Arrays.stream(((Advised) buys).getAdvisors()).filter(IdempotentAdvisor.class::isInstance))
				.hasSize(1);
			assertAdvised(buys::buy);
		}
	}

	@Test
	void aBeanWithoutIdempotentMethodsIsNotTouched() {
		try (var context = start(TransactionsFirst.class, Friendless.class)) {
			assertThat(context.getBean(Friendless.class).getClass()).isEqualTo(Friendless.class);
		}
	}

	// The advice complains of a missing call: nothing else does.
	private static void assertAdvised(Runnable call) {
		assertThatIllegalStateException().isThrownBy(call::run).withMessageContaining("outside of an AdCP call");
	}

	private static AnnotationConfigApplicationContext start(Class<?>... components) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(Advice.class);
		context.register(components);
		context.refresh();
		return context;
	}

	@Configuration(proxyBeanMethods = false)
	static class Advice {

		@Bean
		static IdempotentBeanPostProcessor postProcessor() {
			return new IdempotentBeanPostProcessor(new IdempotentAdvisor(() -> {
				throw new AssertionError("There is no call");
			}, () -> {
				insideTransaction.set(TransactionSynchronizationManager.isActualTransactionActive());
				return null;
			}, () -> true));
		}

		@Bean
		JdbcTransactionManager transactionManager() {
			return new JdbcTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:proxies"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement(order = Ordered.HIGHEST_PRECEDENCE)
	static class TransactionsFirst {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class TransactionsLast {

	}

	static class NoTransactions {

	}

	interface Buys {

		String buy();

	}

	static class TransactionalBuys implements Buys {

		@Override
		@Idempotent
		@Transactional
		public String buy() {
			return "{}";
		}

	}

	static final class FinalBuys implements Buys {

		@Override
		@Idempotent
		@Transactional
		public String buy() {
			return "{}";
		}

	}

	static class BuysInACircle {

		@Autowired
		@Nullable Friend friend;

		@Idempotent
		@Transactional
		public String buy() {
			return "{}";
		}

	}

	static class Friend {

		@Autowired
		@Nullable BuysInACircle buys;

	}

	static class Friendless implements Buys {

		@Override
		public String buy() {
			return "{}";
		}

	}

}
