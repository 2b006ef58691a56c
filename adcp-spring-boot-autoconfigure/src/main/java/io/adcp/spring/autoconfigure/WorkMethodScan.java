package io.adcp.spring.autoconfigure;

import java.lang.reflect.Method;
import java.util.Set;

import io.adcp.spring.task.AdcpWork;
import io.adcp.spring.task.WorkMethods;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the {@code @AdcpWork} methods of all beans.
 */
final class WorkMethodScan {

	private WorkMethodScan() {
	}

	static WorkMethods of(ConfigurableListableBeanFactory beans, JsonMapper mapper) {
		WorkMethods methods = new WorkMethods(mapper);
		new BeanTypes(beans)
			.forEach((name, type) -> find(type).forEach((method) -> methods.add(method, () -> beans.getBean(name))));
		return methods;
	}

	private static Set<Method> find(Class<?> type) {
		if (!AnnotationUtils.isCandidateClass(type, AdcpWork.class)) {
			return Set.of();
		}
		try {
			return MethodIntrospector.selectMethods(type,
					(Method method) -> AnnotatedElementUtils.hasAnnotation(method, AdcpWork.class));
		}
		catch (IllegalStateException | LinkageError ex) {
			// It names types that are not there, and may belong to a bean that is never
			// made.
			return Set.of();
		}
	}

}
