package io.adcp.spring.idempotency.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.idempotency.Idempotent;

import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionAttributeSource;
import org.springframework.util.ClassUtils;

/**
 * Finds the {@link Idempotent} methods, and refuses those that break the promise with
 * every backend, when their proxy is made.
 */
class IdempotentMethods extends StaticMethodMatcherPointcut {

	private static final IdempotentTransactionAttributeSource attributes = new IdempotentTransactionAttributeSource();

	private static final TransactionAttributeSource annotations = new AnnotationTransactionAttributeSource(false);

	IdempotentMethods() {
		// Asked once for each class of a bean, and passes over those that cannot be read.
		setClassFilter((type) -> !IdempotentMethodScan.of(type).isEmpty());
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		Method actual = AopUtils.getMostSpecificMethod(method, targetClass);
		if (!AnnotatedElementUtils.hasAnnotation(actual, Idempotent.class)) {
			return false;
		}
		rejectUnreachable(actual, targetClass);
		rejectSeveralResponses(actual);
		if (ClaimedMethods.takesClaim(actual)) {
			rejectTransaction(actual, targetClass);
		}
		else {
			rejectPropagation(actual, targetClass, TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		}
		return true;
	}

	/**
	 * Refuse a method whose work would not commit with its record.
	 * @param method an idempotent method of a seller whose records are part of the
	 * business transaction
	 * @param targetClass the class of its bean
	 * @throws InvalidSetupException if its work cannot
	 */
	static void requireWithinTransaction(Method method, Class<?> targetClass) {
		if (isAsynchronous(method.getReturnType())) {
			throw invalid(method,
					"returns " + method.getReturnType().getName()
							+ ", so its work would go on after the transaction that stores its response",
					"Return the response itself; a virtual thread may block. If records are not kept with the "
							+ "business rows (adcp.idempotency.backend=redis), the response may come later.");
		}
		rejectPropagation(method, targetClass, TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
		rejectPropagation(method, targetClass, TransactionDefinition.PROPAGATION_NEVER);
	}

	// A proxy overrides the methods of a class, or implements those of its interfaces.
	// What it can do neither with is called as if there were no proxy.
	private static void rejectUnreachable(Method method, Class<?> targetClass) {
		if (Modifier.isStatic(method.getModifiers()) || Modifier.isPrivate(method.getModifiers())) {
			throw unreachable(method, "is private or static");
		}
		boolean closed = Modifier.isFinal(method.getModifiers()) || Modifier.isFinal(targetClass.getModifiers());
		if (closed && !ClassUtils.getInterfaceMethodIfPossible(method, targetClass).getDeclaringClass().isInterface()) {
			throw unreachable(method, "is final, or its class is");
		}
	}

	static InvalidSetupException unreachable(Method method, String reason) {
		return invalid(method,
				reason + ", so @Idempotent would not apply: the method would run once per call, not once per key",
				"Make the method public, neither final nor static, and its class not final, and let Spring create "
						+ "the bean. If the proxy only implements interfaces, declare the method in one of them.");
	}

	private static void rejectSeveralResponses(Method method) {
		Class<?> type = method.getReturnType();
		if (isAsynchronous(type) && !DeferredValue.isDeferred(type)) {
			throw invalid(method,
					"returns " + type.getName()
							+ ", which may produce no response or several, and exactly one can be stored",
					"Return the response itself, or, if records are not kept with the business rows, "
							+ "a Mono, CompletionStage, CompletableFuture or Callable of it.");
		}
	}

	private static void rejectPropagation(Method method, Class<?> targetClass, int propagation) {
		if (attributes.getTransactionAttribute(method, targetClass).getPropagationBehavior() == propagation) {
			throw invalid(method,
					"asks for a transaction of its own or for none, so its work could not commit together with its "
							+ "response",
					"Use @Transactional with propagation REQUIRED, or remove it: @Idempotent opens a transaction.");
		}
	}

	// It would be open while other systems are called.
	private static void rejectTransaction(Method method, Class<?> targetClass) {
		if (annotations.getTransactionAttribute(method, targetClass) != null
				|| isAsynchronous(method.getReturnType())) {
			throw invalid(method, "takes a claim, so it commits by itself, on its own thread",
					"Remove @Transactional from the method and its class, return the response itself, and write rows "
							+ "within the claim's commit(...).");
		}
	}

	private static boolean isAsynchronous(Class<?> type) {
		return CompletionStage.class.isAssignableFrom(type) || Future.class.isAssignableFrom(type)
				|| Callable.class.isAssignableFrom(type) || isReactive(type) || isOfSpringMvc(type);
	}

	// By name, because Spring MVC need not be there: DeferredResult and its like, and
	// what writes a response piece by piece.
	private static boolean isOfSpringMvc(Class<?> type) {
		return type.getName().startsWith("org.springframework.web.context.request.async.")
				|| type.getName().startsWith("org.springframework.web.servlet.mvc.method.annotation.");
	}

	private static boolean isReactive(Class<?> type) {
		return ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
	}

	private static InvalidSetupException invalid(Method method, String reason, String action) {
		return new InvalidSetupException("@Idempotent method '" + method.toGenericString() + "' " + reason + ".",
				action);
	}

}
