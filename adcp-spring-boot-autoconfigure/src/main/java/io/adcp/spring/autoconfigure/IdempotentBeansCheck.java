package io.adcp.spring.autoconfigure;

import java.lang.reflect.Method;
import java.util.Set;

import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.aop.IdempotentMethodCheck;
import io.adcp.spring.idempotency.aop.InvalidIdempotentMethodException;
import io.adcp.spring.idempotency.aop.TransactionBinding;
import io.adcp.spring.server.AdcpController;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Sees to it at start-up that {@code @Idempotent} methods can keep their promise with the
 * backend that there is, and that their beans' proxies let no call past it. A bean that
 * is no proxy and no controller is only warned of: in tests it may be a mock.
 */
class IdempotentBeansCheck implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(IdempotentBeansCheck.class);

	private final ConfigurableListableBeanFactory beans;

	IdempotentBeansCheck(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public void afterSingletonsInstantiated() {
		IdempotencyBackend backend = this.beans.getBeanProvider(IdempotencyBackend.class).getIfUnique();
		if (backend == null) {
			return;
		}
		Judgement judgement = TransactionBinding.isTransactional(backend)
				? IdempotentMethodCheck::requireWithinTransaction : new ManagerCheck(this.beans)::requireManager;
		for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beans, Object.class, true, false)) {
			Class<?> type = targetClass(name);
			if (type != null && !type.getName().startsWith("org.springframework.")) {
				methods(type).forEach((method) -> {
					judgement.judge(method, type);
					checkAdvised(name, method, type);
				});
			}
		}
	}

	// Of a proxy's class, not even the target's name is known.
	private @Nullable Class<?> targetClass(String name) {
		Class<?> type = AutoProxyUtils.determineTargetClass(this.beans, name);
		return (type != null) ? ClassUtils.getUserClass(type) : null;
	}

	// A class that needs an absent library is no bean that anybody could call.
	private static Set<Method> methods(Class<?> type) {
		try {
			return IdempotentMethodScan.of(type);
		}
		catch (IllegalStateException | LinkageError ex) {
			return Set.of();
		}
	}

	private void checkAdvised(String name, Method method, Class<?> type) {
		Object bean = this.beans.getSingleton(name);
		if (bean == null || bean instanceof FactoryBean) {
			return;
		}
		try {
			IdempotentMethodCheck.requireAdvised(method, bean);
		}
		catch (InvalidIdempotentMethodException ex) {
			if (AopUtils.isAopProxy(bean) || isController(type)) {
				throw ex;
			}
			logger.warn(ex.getMessage() + " " + ex.getAction());
		}
	}

	private static boolean isController(Class<?> type) {
		return AnnotatedElementUtils.hasAnnotation(type, AdcpController.class)
				|| AnnotatedElementUtils.hasAnnotation(type, Controller.class);
	}

	private interface Judgement {

		void judge(Method method, Class<?> type);

	}

	/**
	 * Where records do not commit with the business rows there need be no transactions;
	 * but if there are, it has to be clear which one decides about a record.
	 */
	private static final class ManagerCheck {

		private final ConfigurableListableBeanFactory beans;

		private final boolean needed;

		private final AnnotationTransactionAttributeSource attributes = new AnnotationTransactionAttributeSource(false);

		ManagerCheck(ConfigurableListableBeanFactory beans) {
			this.beans = beans;
			this.needed = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans,
					TransactionManager.class).length > 0;
			if (!this.needed) {
				logger.info("There is no transaction manager, so @Idempotent opens no transaction: what a handler has "
						+ "written before it fails stays, its key is free, and a repetition runs it again.");
			}
		}

		void requireManager(Method method, Class<?> type) {
			TransactionAttribute attribute = this.attributes.getTransactionAttribute(method, type);
			boolean named = attribute != null && StringUtils.hasText(attribute.getQualifier());
			if (this.needed && !named && this.beans.getBeanProvider(TransactionManager.class).getIfUnique() == null) {
				throw new TransactionManagerException(
						"There is no transaction manager that @Idempotent methods could use, or there are "
								+ "several and none is marked @Primary.");
			}
		}

	}

}
