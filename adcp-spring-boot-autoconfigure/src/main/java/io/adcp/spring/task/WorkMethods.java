package io.adcp.spring.task;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;

import tools.jackson.databind.json.JsonMapper;

/**
 * The {@link AdcpWork} methods of an application, by name.
 *
 * @since 0.1.0
 */
public final class WorkMethods {

	private static final int MAX_LENGTH = 100;

	private final JsonMapper mapper;

	private final Map<String, WorkMethod> methods = new LinkedHashMap<>();

	/**
	 * Create the methods.
	 * @param mapper reads payloads
	 */
	public WorkMethods(JsonMapper mapper) {
		this.mapper = mapper;
	}

	/**
	 * Add a method.
	 * @param method the method, annotated with {@link AdcpWork}
	 * @param bean gives the bean that has it
	 * @throws io.adcp.spring.InvalidSetupException if the method cannot do work, or
	 * another one has its name
	 */
	public void add(Method method, Supplier<Object> bean) {
		AdcpWork work = AnnotatedElementUtils.getMergedAnnotation(method, AdcpWork.class);
		String name = (work != null) ? work.value() : "";
		if (name.isBlank() || name.length() > MAX_LENGTH) {
			throw WorkMethod.invalid(method, "has a name of " + name.length() + " characters",
					"Give the work a name of 1 to " + MAX_LENGTH + " characters.");
		}
		WorkMethod other = this.methods.put(name, new WorkMethod(method, bean, this.mapper));
		if (other != null) {
			throw WorkMethod.invalid(method, "does the work '" + name + "', and so does '" + other + "'",
					"Give one of them another name.");
		}
	}

	/**
	 * Return whether there is none.
	 * @return {@code true} if no task has work here
	 */
	public boolean isEmpty() {
		return this.methods.isEmpty();
	}

	@Nullable WorkMethod find(String name) {
		return this.methods.get(name);
	}

}
