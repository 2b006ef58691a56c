package io.adcp.spring.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.sql.DataSource;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.TransactionManagementConfigurer;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A seller's other beans are what they would be without the starter.
 */
class UnrelatedBeansTests {

	private final ApplicationContextRunner application = SellerContext.seller()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class))
		.withUserConfiguration(Everyday.class);

	@ParameterizedTest
	@ValueSource(strings = { "spring.aop.proxy-target-class=true", "spring.aop.proxy-target-class=false",
			"spring.aop.auto=false" })
	void theyHaveTheSameClassesAndAdviceAndAreAsLazy(String property) {
		Map<String, String> with = beans(this.application.withPropertyValues(property));
		Map<String, String> without = beans(
				this.application.withPropertyValues(property, "adcp.idempotency.enabled=false"));
		assertThat(without).containsKeys("everydayLedger", "lazyBean", "lazyFactory", "plainBean", "asyncBean");
		assertThat(with).containsAllEntriesOf(without);
	}

	@Test
	void aFinalTransactionalClassKeepsItsInterfaceProxy() {
		this.application.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean("finalBooks", FinalBooks.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				Books books = context.getBean("finalBooks", Books.class);
				assertThat(AopUtils.isJdkDynamicProxy(books)).isTrue();
				assertThat(books.isInTransaction()).isTrue();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.aop.proxy-target-class=true", "spring.aop.proxy-target-class=false",
			"spring.aop.auto=false" })
	void aControllerIsCalledByItsClassWhateverOthersAre(String property) {
		this.application.withPropertyValues(property).withBean(UpdateTasks.class).run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(UpdateTasks.class);
			assertThat(context.getBean(UpdateTasks.class)).isInstanceOf(Books.class);
		});
	}

	@Test
	void theTransactionManagerThatTheApplicationChoseIsUsed() {
		SellerContext.seller().withUserConfiguration(ChosenTransactions.class).run((context) -> {
			assertThat(context).hasNotFailed();
			SellerContext.execute(context, SellerContext.request(null), () -> "{}");
			assertThat(context.getBean("chosen", CountingManager.class).begun).isPositive();
			assertThat(context.getBean("rival", CountingManager.class).begun).isZero();
		});
	}

	@Test
	void aLazyBeanThatNeedsAMissingLibraryIsLeftAlone() throws Exception {
		ClassPath.without("mariadb-java-client").run(SellerWithLazyBean.class);
	}

	private static Map<String, String> beans(ApplicationContextRunner runner) {
		Map<String, String> beans = new TreeMap<>();
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			for (String name : context.getBeanFactory().getBeanDefinitionNames()) {
				if (!name.toLowerCase().contains("adcp") && !name.contains("io.adcp.spring")
						&& !name.contains("buyTasks")) {
					beans.put(name, description(context, name));
				}
			}
		});
		return beans;
	}

	private static String description(AssertableApplicationContext context, String name) {
		ConfigurableListableBeanFactory factory = (ConfigurableListableBeanFactory) context.getBeanFactory();
		Object bean = factory.getSingleton(name);
		if (bean == null) {
			return "not made";
		}
		String proxy = AopUtils.isJdkDynamicProxy(bean) ? "interface proxy of "
				: AopUtils.isCglibProxy(bean) ? "class proxy of " : "";
		List<String> advice = (bean instanceof Advised advised) ? Arrays.stream(advised.getAdvisors())
			.map((advisor) -> advisor.getAdvice().getClass().getName())
			.toList() : List.of();
		return proxy + AopUtils.getTargetClass(bean).getName() + advice;
	}

	interface Books {

		boolean isInTransaction();

	}

	static final class FinalBooks implements Books {

		@Override
		@Transactional
		public boolean isInTransaction() {
			return TransactionSynchronizationManager.isActualTransactionActive();
		}

	}

	static class EverydayLedger implements Books {

		@Override
		@Transactional
		public boolean isInTransaction() {
			return TransactionSynchronizationManager.isActualTransactionActive();
		}

	}

	static class PlainBean implements Books {

		@Override
		public boolean isInTransaction() {
			return false;
		}

	}

	static class AsyncBean implements Books {

		@Override
		public boolean isInTransaction() {
			return false;
		}

		@Async
		void later() {
		}

	}

	@AdcpController
	static class UpdateTasks implements Books {

		@Override
		@Transactional
		public boolean isInTransaction() {
			return TransactionSynchronizationManager.isActualTransactionActive();
		}

		@Idempotent
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public Object update() {
			return Map.of();
		}

	}

	@EnableAsync
	@Configuration(proxyBeanMethods = false)
	static class Everyday {

		@Bean
		EverydayLedger everydayLedger() {
			return new EverydayLedger();
		}

		@Bean
		PlainBean plainBean() {
			return new PlainBean();
		}

		@Bean
		AsyncBean asyncBean() {
			return new AsyncBean();
		}

		@Bean
		@Lazy
		FactoryBean<?> lazyFactory() {
			return new SecretFactory();
		}

		@Bean
		@Lazy
		PlainBean lazyBean() {
			return new PlainBean();
		}

	}

	@Configuration
	static class ChosenTransactions implements TransactionManagementConfigurer {

		private final DataSource dataSource;

		ChosenTransactions(DataSource dataSource) {
			this.dataSource = dataSource;
		}

		@Bean
		CountingManager chosen() {
			return new CountingManager(this.dataSource);
		}

		@Bean
		CountingManager rival() {
			return new CountingManager(this.dataSource);
		}

		@Override
		public TransactionManager annotationDrivenTransactionManager() {
			return chosen();
		}

	}

	static class CountingManager extends JdbcTransactionManager {

		private int begun;

		CountingManager(DataSource dataSource) {
			super(dataSource);
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
			this.begun++;
			super.doBegin(transaction, definition);
		}

	}

	static class SecretFactory implements FactoryBean<Object> {

		@Override
		public Object getObject() {
			return "made";
		}

		@Override
		public @Nullable Class<?> getObjectType() {
			return null;
		}

	}

}
