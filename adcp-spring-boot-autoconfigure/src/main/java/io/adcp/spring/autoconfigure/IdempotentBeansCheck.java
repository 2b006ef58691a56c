package io.adcp.spring.autoconfigure;

import java.lang.reflect.Method;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.idempotency.ClaimedStore;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.aop.ClaimedMethods;
import io.adcp.spring.idempotency.aop.IdempotentMethodCheck;
import io.adcp.spring.idempotency.aop.TransactionBinding;
import io.adcp.spring.server.AdcpController;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Controller;

/**
 * Sees to it at start-up that {@code @Idempotent} methods can keep their promise with the
 * backend that there is, and that their beans' proxies let no call past it. A bean that
 * is no proxy and no controller is only warned of: in tests it may be a mock.
 */
class IdempotentBeansCheck implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(IdempotentBeansCheck.class);

	private static final String OPEN_VIEW = "openEntityManagerInViewInterceptor";

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
		boolean transactional = TransactionBinding.isTransactional(backend);
		new IdempotentBeans(this.beans).forEachMethod((name, method, type) -> {
			if (ClaimedMethods.takesClaim(method)) {
				requireEngine(method, backend);
				refuseOpenView(method);
			}
			if (transactional) {
				IdempotentMethodCheck.requireWithinTransaction(method, type);
			}
			checkAdvised(name, method, type);
		});
	}

	private void requireEngine(Method method, IdempotencyBackend backend) {
		if (this.beans.getBeanNamesForType(ClaimedStore.class, true, false).length == 0) {
			throw new InvalidSetupException("@Idempotent method '" + method.toGenericString()
					+ "' takes a claim, but claims are kept by the backend 'jdbc' alone, and only where there is a bean "
					+ "of type Downstream. The backend is '" + backend.name() + "'.",
					"Set adcp.idempotency.backend=jdbc, and define a bean of type Downstream for each system that the "
							+ "method calls. Without such a call, remove the parameter.");
		}
	}

	// It would hold a connection while other systems answer, and each call is refused.
	private void refuseOpenView(Method method) {
		if (this.beans.containsBean(OPEN_VIEW)) {
			throw new InvalidSetupException("@Idempotent method '" + method.toGenericString()
					+ "' takes a claim, but spring.jpa.open-in-view "
					+ "keeps a session, and with it a database connection, open while other systems are called.",
					"Set spring.jpa.open-in-view=false.");
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
		catch (InvalidSetupException ex) {
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

}
