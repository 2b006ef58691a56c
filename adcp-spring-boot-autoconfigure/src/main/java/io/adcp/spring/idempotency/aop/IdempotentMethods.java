package io.adcp.spring.idempotency.aop;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.idempotency.Idempotent;

import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.TransactionAttribute;

/**
 * Finds the {@link Idempotent} methods, and refuses those whose transaction or return
 * type would break the promise, when their proxy is made.
 */
class IdempotentMethods extends StaticMethodMatcherPointcut {

	private static final Set<Integer> SEPARATE = Set.of(TransactionDefinition.PROPAGATION_REQUIRES_NEW,
			TransactionDefinition.PROPAGATION_NOT_SUPPORTED, TransactionDefinition.PROPAGATION_NEVER);

	private final IdempotentTransactionAttributeSource attributes = new IdempotentTransactionAttributeSource();

	private final boolean transactional;

	IdempotentMethods(boolean transactional) {
		this.transactional = transactional;
		// Asked once for each class of a bean, and passes over those that cannot be read.
		setClassFilter((type) -> !IdempotentMethodScan.of(type).isEmpty());
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		if (!isIdempotent(method, targetClass)) {
			return false;
		}
		rejectUnstorable(method);
		if (this.transactional) {
			rejectSeparateTransaction(method, targetClass);
		}
		return true;
	}

	private void rejectUnstorable(Method method) {
		Class<?> type = method.getReturnType();
		if (!isAsynchronous(type)) {
			return;
		}
		if (this.transactional) {
			throw invalid(method,
					"returns " + type.getName()
							+ ", so its work would go on after the transaction that stores its response",
					"Return the response itself; a virtual thread may block. Where records are not kept with the "
							+ "business rows (adcp.idempotency.backend=redis), the response may come later.");
		}
		if (!DeferredValue.isDeferred(type)) {
			throw invalid(method,
					"returns " + type.getName() + ", which is not known to end in one response that could be stored",
					"Return the response itself, or a Mono, CompletionStage, CompletableFuture or Callable of it.");
		}
	}

	private static boolean isIdempotent(Method method, Class<?> targetClass) {
		return AnnotatedElementUtils.hasAnnotation(
				org.springframework.aop.support.AopUtils.getMostSpecificMethod(method, targetClass), Idempotent.class);
	}

	private void rejectSeparateTransaction(Method method, Class<?> targetClass) {
		TransactionAttribute attribute = this.attributes.getTransactionAttribute(method, targetClass);
		if (SEPARATE.contains(attribute.getPropagationBehavior())) {
			throw invalid(method,
					"asks for a transaction of its own or for none, so its work could not commit with its response",
					"Use @Transactional with propagation REQUIRED, or remove it: @Idempotent opens a transaction.");
		}
	}

	private static boolean isAsynchronous(Class<?> type) {
		return CompletionStage.class.isAssignableFrom(type) || Future.class.isAssignableFrom(type)
				|| Callable.class.isAssignableFrom(type) || isReactive(type) || isOfSpringMvc(type);
	}

	// By name, because Spring MVC need not be there.
	private static boolean isOfSpringMvc(Class<?> type) {
		return type.getName().startsWith("org.springframework.web.context.request.async.");
	}

	private static boolean isReactive(Class<?> type) {
		return ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
	}

	private static InvalidSetupException invalid(Method method, String reason, String action) {
		return new InvalidSetupException("@Idempotent method '" + method.toGenericString() + "' " + reason + ".",
				action);
	}

}
