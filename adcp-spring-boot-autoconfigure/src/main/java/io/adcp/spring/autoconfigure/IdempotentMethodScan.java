package io.adcp.spring.autoconfigure;

import java.lang.reflect.Method;
import java.util.Set;

import io.adcp.spring.idempotency.Idempotent;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * Finds the {@link Idempotent} methods of a bean's class.
 */
final class IdempotentMethodScan {

	private IdempotentMethodScan() {
	}

	static Set<Method> of(Class<?> type) {
		return MethodIntrospector.selectMethods(ClassUtils.getUserClass(type),
				(Method method) -> AnnotatedElementUtils.hasAnnotation(method, Idempotent.class));
	}

}
