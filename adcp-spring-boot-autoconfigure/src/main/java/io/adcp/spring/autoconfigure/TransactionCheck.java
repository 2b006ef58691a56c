package io.adcp.spring.autoconfigure;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.idempotency.aop.ApplicationTransactions;
import io.adcp.spring.idempotency.aop.IdempotentMethodScan;
import io.adcp.spring.idempotency.jdbc.JdbcIdempotencyBackend;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ClassUtils;

/**
 * Sees to it at start-up that the transactions of {@code @Idempotent} methods are those
 * of the data source with the records, by opening one and looking. Otherwise the two
 * could not commit together, which would only show at the first call.
 */
class TransactionCheck implements SmartInitializingSingleton {

	private static final String ANY_METHOD = "@Idempotent methods";

	private final ListableBeanFactory beans;

	private final ApplicationTransactions transactions;

	TransactionCheck(ListableBeanFactory beans) {
		this.beans = beans;
		this.transactions = new ApplicationTransactions(beans);
	}

	@Override
	public void afterSingletonsInstantiated() {
		JdbcIdempotencyBackend backend = this.beans.getBeanProvider(JdbcIdempotencyBackend.class).getIfUnique();
		if (backend != null) {
			managers().forEach((manager, user) -> check(backend, manager, user));
		}
	}

	/**
	 * Return the managers of all methods, and a method that uses each. Where there are no
	 * methods it is the one that calls without a proxy use.
	 */
	private Map<PlatformTransactionManager, String> managers() {
		Map<PlatformTransactionManager, String> managers = new LinkedHashMap<>();
		for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beans, Object.class, true, false)) {
			Class<?> type = this.beans.getType(name, false);
			if (type != null) {
				Class<?> user = ClassUtils.getUserClass(type);
				IdempotentMethodScan.of(user)
					.forEach((method) -> managers.putIfAbsent(manager(method, user), readable(method, user)));
			}
		}
		return managers.isEmpty() ? Map.of(existing(this.transactions::defaultManager, ANY_METHOD), ANY_METHOD)
				: managers;
	}

	private PlatformTransactionManager manager(Method method, Class<?> type) {
		return existing(() -> this.transactions.managerOf(method, type), readable(method, type));
	}

	private static String readable(Method method, Class<?> type) {
		return "@Idempotent method " + ClassUtils.getQualifiedMethodName(method, type);
	}

	private static PlatformTransactionManager existing(Supplier<@Nullable PlatformTransactionManager> lookUp,
			String user) {
		try {
			PlatformTransactionManager manager = lookUp.get();
			if (manager != null) {
				return manager;
			}
			throw wrong("The transaction manager of " + user + " is a reactive one.");
		}
		catch (NoSuchBeanDefinitionException ex) {
			throw wrong("There is no transaction manager that " + user
					+ " could use, or there are several and none is marked @Primary (" + ex.getMessage() + ").");
		}
	}

	private static void check(JdbcIdempotencyBackend backend, PlatformTransactionManager manager, String user) {
		Boolean joined = new TransactionTemplate(manager).execute((status) -> backend.isPartOfTransaction());
		if (!Boolean.TRUE.equals(joined)) {
			throw wrong("The transaction manager of " + user + " (" + manager.getClass().getName()
					+ ") does not open its transactions on the data source that keeps the idempotency records.");
		}
	}

	private static InvalidSetupException wrong(String reason) {
		return new InvalidSetupException(reason + " Business rows and records could not commit together.",
				"Mark the transaction manager of the data source with the business tables @Primary, or name it in the "
						+ "@Transactional of each @Idempotent method. With several data sources, the records are kept "
						+ "in the @Primary one.");
	}

}
