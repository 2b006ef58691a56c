package io.adcp.spring.server;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.InvalidSetupException;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * The handlers of all {@link AdcpController} beans, by task.
 *
 * @since 0.1.0
 */
public final class TaskHandlers {

	private final Map<String, TaskHandler> handlers;

	private TaskHandlers(Map<String, TaskHandler> handlers) {
		this.handlers = Collections.unmodifiableMap(handlers);
	}

	/**
	 * Find the handlers of an application.
	 * @param beans where the controllers are
	 * @return the handlers
	 * @throws InvalidSetupException if two methods answer the same task, or one cannot
	 * answer its own
	 */
	public static TaskHandlers of(ListableBeanFactory beans) {
		Map<String, TaskHandler> handlers = new LinkedHashMap<>();
		for (String name : AdcpControllers.names(beans)) {
			Object bean = beans.getBean(name);
			Class<?> type = AopUtils.getTargetClass(bean);
			tasks(type).forEach((method, task) -> {
				TaskNames.check(task, method);
				TaskHandler handler = new TaskHandler(task, bean, invocable(method, bean.getClass()), method);
				TaskHandler other = handlers.put(task, handler);
				if (other != null) {
					throw TaskHandler.invalid(method,
							"answers " + task + ", and so does '" + other.method().toGenericString() + "'",
							"Remove @AdcpTask from one of them.");
				}
			});
		}
		beans.getBeansOfType(DefaultTasks.class)
			.values()
			.stream()
			.filter(DefaultTasks::areNeeded)
			.forEach((bean) -> addDefaults(bean, handlers));
		return new TaskHandlers(handlers);
	}

	private static void addDefaults(DefaultTasks bean, Map<String, TaskHandler> handlers) {
		tasks(bean.getClass())
			.forEach((method, task) -> handlers.putIfAbsent(task, new TaskHandler(task, bean, method, method)));
	}

	private static Method invocable(Method method, Class<?> type) {
		try {
			return AopUtils.selectInvocableMethod(method, type);
		}
		catch (IllegalStateException ex) {
			throw TaskHandler.invalid(method, "cannot be called through the proxy of its bean",
					"Make it public, and neither static nor final. If the proxy only implements interfaces, "
							+ "declare it in one of them.");
		}
	}

	private static Map<Method, String> tasks(Class<?> type) {
		return MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<String>) (method) -> {
			AdcpTask task = AnnotatedElementUtils.findMergedAnnotation(method, AdcpTask.class);
			return (task != null) ? task.value() : null;
		});
	}

	/**
	 * Return the tasks that are answered.
	 * @return the tasks' names
	 */
	public Set<String> tasks() {
		return this.handlers.keySet();
	}

	/**
	 * Return the tasks that AdCP calls keyed but whose methods are not
	 * {@link io.adcp.spring.idempotency.Idempotent @Idempotent}.
	 * @return their methods, readable
	 */
	public List<String> keyedButNotIdempotent() {
		return this.handlers.values()
			.stream()
			.filter((handler) -> AdcpTaskCatalog.isKeyed(handler.task()) && !handler.isIdempotent())
			.map((handler) -> handler.task() + " (" + handler.method().toGenericString() + ")")
			.toList();
	}

	Optional<TaskHandler> find(String task) {
		return Optional.ofNullable(this.handlers.get(task));
	}

}
