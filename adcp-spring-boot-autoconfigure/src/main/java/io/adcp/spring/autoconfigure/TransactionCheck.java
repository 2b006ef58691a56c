package io.adcp.spring.autoconfigure;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.TransactionalIdempotencyBackend;
import io.adcp.spring.idempotency.aop.ApplicationTransactions;
import io.adcp.spring.idempotency.aop.TransactionBinding;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ClassUtils;

/**
 * Sees to it at start-up that the transactions of {@code @Idempotent} methods are those
 * of the data source with the records, by opening one and looking. Otherwise the two
 * could not commit together, which would only show at the first call.
 * <p>
 * Where records do not commit with the business rows there need be no transactions; but
 * if there are, it has to be clear which one decides about a record.
 */
class TransactionCheck implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(TransactionCheck.class);

	private static final String TORN = ". Business rows and records could not commit together.";

	private static final String ANY_METHOD = "@Idempotent methods";

	private final ConfigurableListableBeanFactory beans;

	private final ApplicationTransactions transactions;

	TransactionCheck(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
		this.transactions = new ApplicationTransactions(beans);
	}

	@Override
	public void afterSingletonsInstantiated() {
		IdempotencyBackend unique = this.beans.getBeanProvider(IdempotencyBackend.class).getIfUnique();
		if (unique == null) {
			return;
		}
		TransactionalIdempotencyBackend backend = TransactionBinding.transactional(unique);
		if (backend != null) {
			managers().forEach((manager, user) -> requireJoined(backend, manager, user));
		}
		else if (this.transactions.areThere()) {
			new IdempotentBeans(this.beans).forEachMethod((name, method, type) -> manager(method, type));
		}
		else {
			logger.info("There is no transaction manager, so @Idempotent opens no transaction: if a handler fails, "
					+ "what it has written stays, its key becomes free, and a retry runs it again.");
		}
	}

	/**
	 * Return the managers of all methods, and a method that uses each. Where there are no
	 * methods it is the one that calls without a proxy use.
	 */
	private Map<PlatformTransactionManager, String> managers() {
		Map<PlatformTransactionManager, String> managers = new LinkedHashMap<>();
		new IdempotentBeans(this.beans).forEachMethod((name, method, type) -> {
			PlatformTransactionManager manager = manager(method, type);
			if (manager == null) {
				throw wrong("The transaction manager of " + readable(method, type) + " is a reactive one" + TORN);
			}
			managers.putIfAbsent(manager, readable(method, type));
		});
		if (managers.isEmpty()) {
			managers.put(existing(this.transactions::defaultManager, ANY_METHOD), ANY_METHOD);
		}
		return managers;
	}

	private @Nullable PlatformTransactionManager manager(Method method, Class<?> type) {
		return existing(() -> this.transactions.managerOf(method, type), readable(method, type));
	}

	private static String readable(Method method, Class<?> type) {
		return "@Idempotent method " + ClassUtils.getQualifiedMethodName(method, type);
	}

	private static <T extends @Nullable Object> T existing(Supplier<T> lookUp, String user) {
		try {
			return lookUp.get();
		}
		catch (NoSuchBeanDefinitionException ex) {
			throw wrong("There is no transaction manager that " + user
					+ " could use, or there are several and none is marked @Primary (" + ex.getMessage() + ").");
		}
	}

	private static void requireJoined(TransactionalIdempotencyBackend backend, PlatformTransactionManager manager,
			String user) {
		Boolean joined = new TransactionTemplate(manager).execute((status) -> backend.isPartOfTransaction());
		if (!Boolean.TRUE.equals(joined)) {
			throw wrong("The transaction manager of " + user + " (" + manager.getClass().getName()
					+ ") does not open its transactions on the data source that keeps the idempotency records" + TORN);
		}
	}

	private static InvalidSetupException wrong(String reason) {
		return new InvalidSetupException(reason,
				"Mark the transaction manager of the data source with the business tables @Primary, or name it in the "
						+ "@Transactional of each @Idempotent method. With several data sources, the @Primary one "
						+ "keeps the records.");
	}

}
