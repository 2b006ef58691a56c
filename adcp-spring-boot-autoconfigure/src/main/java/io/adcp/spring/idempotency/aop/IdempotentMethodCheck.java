package io.adcp.spring.idempotency.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;

import io.adcp.spring.idempotency.Idempotent;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Looks at the start whether {@link Idempotent} methods can keep their promise: what they
 * are declared as has to go with the backend, and calls of them have to go through the
 * advice.
 *
 * @since 0.1.0
 */
public final class IdempotentMethodCheck {

	private IdempotentMethodCheck() {
	}

	/**
	 * Check a method whose record is part of the business transaction.
	 * @param method the method
	 * @param targetClass the class of its bean
	 * @throws io.adcp.spring.InvalidSetupException if its work would not be part of it
	 */
	public static void requireWithinTransaction(Method method, Class<?> targetClass) {
		IdempotentMethods.requireWithinTransaction(method, targetClass);
	}

	/**
	 * Check that a call of a bean's method goes through the advice. A proxy that finds
	 * its bean anew at each call is not looked into.
	 * @param method the method
	 * @param bean the bean, as others get it
	 * @throws io.adcp.spring.InvalidSetupException if the call would run the method as it
	 * is
	 */
	public static void requireAdvised(Method method, Object bean) {
		if (!isAdvised(method, bean)) {
			throw IdempotentMethods.unreachable(method, "is called without the advice, as the method of a "
					+ (AopUtils.isAopProxy(bean) ? "proxy that does not have it" : "bean without a proxy"));
		}
	}

	private static boolean isAdvised(Method method, Object bean) {
		if (!(bean instanceof Advised proxy)) {
			// An opaque proxy does not tell
			return bean instanceof SpringProxy;
		}
		Object target = AopProxyUtils.getSingletonTarget(bean);
		boolean advised = Arrays.stream(proxy.getAdvisors()).anyMatch(IdempotentAdvisor.class::isInstance);
		return target == null || (advised && isIntercepted(method, bean.getClass())) || isAdvised(method, target);
	}

	// A class proxy declares each method that it could override.
	private static boolean isIntercepted(Method method, Class<?> proxy) {
		if (Proxy.isProxyClass(proxy)) {
			return Arrays.stream(proxy.getInterfaces())
				.flatMap((type) -> Arrays.stream(type.getMethods()))
				.anyMatch((declared) -> declared.getName().equals(method.getName())
						&& declared.getParameterCount() == method.getParameterCount());
		}
		Method called = ReflectionUtils.findMethod(proxy, method.getName(), method.getParameterTypes());
		return called != null && called.getDeclaringClass() == proxy;
	}

}
