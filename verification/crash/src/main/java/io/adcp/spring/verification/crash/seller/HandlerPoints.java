package io.adcp.spring.verification.crash.seller;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.aopalliance.aop.Advice;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Places to die at when a handler has written its rows and around its commit. It is such
 * a post-processor because the starter's is one: the last of them adds what is nearest to
 * the handler.
 */
final class HandlerPoints implements MergedBeanDefinitionPostProcessor {

	private static final Set<String> CONTROLLERS = Set.of("mediaBuyController", "creativeController");

	private final Supplier<List<Advice>> before;

	/**
	 * Create it.
	 * @param before what comes between the starter's advice and the places
	 */
	HandlerPoints(Supplier<List<Advice>> before) {
		this.before = before;
	}

	@Override
	public void postProcessMergedBeanDefinition(RootBeanDefinition definition, Class<?> type, String name) {
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (CONTROLLERS.contains(name)) {
			Advised advised = (Advised) bean;
			this.before.get().forEach(advised::addAdvice);
			advised.addAdvice((MethodInterceptor) HandlerPoints::passAfterRows);
		}
		return bean;
	}

	// Reads have no transaction
	private static @Nullable Object passAfterRows(MethodInvocation invocation) throws Throwable {
		Object answer = invocation.proceed();
		if (TransactionSynchronizationManager.isActualTransactionActive()) {
			CrashPoint.IN_HANDLER.pass();
			AroundCommit.register(CrashPoint.BEFORE_COMMIT, CrashPoint.AFTER_COMMIT);
		}
		return answer;
	}

}
