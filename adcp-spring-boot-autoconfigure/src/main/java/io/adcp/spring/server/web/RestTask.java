package io.adcp.spring.server.web;

import java.lang.reflect.Method;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.idempotency.Idempotent;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * What a REST controller's method answers: a task of AdCP, or, without
 * {@link AdcpTask @AdcpTask}, whatever the application calls a request of its own.
 *
 * @param name the task's name on the wire, or {@code null} without {@code @AdcpTask}
 * @param idempotent whether the method is {@link Idempotent}
 */
record RestTask(@Nullable String name, boolean idempotent) {

	/**
	 * Look at a method.
	 * @param method the method of a controller
	 * @return what it answers, or {@code null} if it has neither of the annotations
	 */
	static @Nullable RestTask of(Method method) {
		AdcpTask task = AnnotatedElementUtils.findMergedAnnotation(method, AdcpTask.class);
		boolean idempotent = AnnotatedElementUtils.hasAnnotation(method, Idempotent.class);
		return (task != null || idempotent) ? new RestTask((task != null) ? task.value() : null, idempotent) : null;
	}

	/**
	 * Return whether requests and answers are AdCP's: JSON objects, with an envelope.
	 * @return {@code true} with {@code @AdcpTask}
	 */
	boolean isAdcp() {
		return this.name != null;
	}

	/**
	 * Return whether a request must carry a key. Of the tasks that AdCP defines, AdCP
	 * says it; of others, {@code @Idempotent} does.
	 * @return {@code true} if one without a key is refused
	 */
	boolean needsKey() {
		if (this.name != null && AdcpTaskCatalog.find(this.name).isPresent()) {
			return AdcpTaskCatalog.isKeyed(this.name);
		}
		return this.idempotent;
	}

}
