package io.adcp.spring.idempotency.aop;

import java.lang.reflect.Method;
import java.util.Set;

import io.adcp.spring.idempotency.Idempotent;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/**
 * Finds the {@link Idempotent} methods of a bean's class.
 *
 * @since 0.1.0
 */
public final class IdempotentMethodScan {

	private IdempotentMethodScan() {
	}

	/**
	 * Return the methods of a class. A class that names types that are not on the class
	 * path has none: it may belong to a bean that is never made, and nobody can call a
	 * method of it by reflection.
	 * @param type the class, or a proxy's
	 * @return its methods, those of its interfaces included
	 */
	public static Set<Method> of(Class<?> type) {
		if (!AnnotationUtils.isCandidateClass(type, Idempotent.class)) {
			return Set.of();
		}
		try {
			return MethodIntrospector.selectMethods(ClassUtils.getUserClass(type),
					(Method method) -> AnnotatedElementUtils.hasAnnotation(method, Idempotent.class));
		}
		catch (IllegalStateException | LinkageError ex) {
			return Set.of();
		}
	}

}
