package io.adcp.spring.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.idempotency.HandlerClaim;
import io.adcp.spring.idempotency.Idempotent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.util.ReflectionUtils;

/**
 * The method that answers a task.
 */
final class TaskHandler {

	private final String task;

	private final Object bean;

	private final Method method;

	private final MethodParameter[] parameters;

	private final boolean idempotent;

	private final String description;

	TaskHandler(String task, Object bean, Method method, Method declared) {
		this.task = task;
		this.bean = bean;
		this.method = method;
		// Annotations of an interface that the controller implements count, too.
		this.parameters = new AnnotatedMethod(declared).getMethodParameters();
		this.idempotent = AnnotatedElementUtils.hasAnnotation(declared, Idempotent.class);
		AdcpTask annotation = AnnotatedElementUtils.findMergedAnnotation(declared, AdcpTask.class);
		this.description = (annotation != null) ? annotation.description() : "";
		ReflectionUtils.makeAccessible(method);
		rejectSeveralBodies(declared);
		if (!this.idempotent) {
			rejectDeferred(method);
			rejectClaim(method);
		}
		AnswerType.requireObject(method);
	}

	String task() {
		return this.task;
	}

	Method method() {
		return this.method;
	}

	boolean isIdempotent() {
		return this.idempotent;
	}

	/**
	 * Return what the task's annotation tells of it.
	 * @return the words, empty where there are none
	 */
	String description() {
		return this.description;
	}

	/**
	 * Return the argument that the request is bound to.
	 * @return the argument, or {@code null} where there is none
	 */
	@Nullable MethodParameter body() {
		return Arrays.stream(this.parameters)
			.filter((parameter) -> parameter.getParameterType() != AdcpExchange.class
					&& parameter.getParameterType() != JsonNode.class && !isClaim(parameter.getParameterType()))
			.findFirst()
			.orElse(null);
	}

	/** An argument that is null here is made by the advice. */
	@Nullable Object invoke(AdcpExchange exchange, RequestBinder binder) throws Exception {
		Object[] arguments = Arrays.stream(this.parameters)
			.map((parameter) -> argument(parameter, exchange, binder))
			.toArray();
		try {
			return this.method.invoke(this.bean, arguments);
		}
		catch (InvocationTargetException ex) {
			ReflectionUtils.rethrowException(ex.getTargetException());
			throw ex;
		}
	}

	private static @Nullable Object argument(MethodParameter parameter, AdcpExchange exchange, RequestBinder binder) {
		if (parameter.getParameterType() == AdcpExchange.class) {
			return exchange;
		}
		if (parameter.getParameterType() == JsonNode.class) {
			return exchange.request();
		}
		if (isClaim(parameter.getParameterType())) {
			return null;
		}
		return binder.bind(exchange.request(), parameter);
	}

	private static boolean isClaim(Class<?> type) {
		return HandlerClaim.class.isAssignableFrom(type);
	}

	private static void rejectClaim(Method method) {
		if (Arrays.stream(method.getParameterTypes()).anyMatch(TaskHandler::isClaim)) {
			throw invalid(method, "takes a claim, but is not @Idempotent", "Annotate it with @Idempotent.");
		}
	}

	// What @Idempotent may return depends on its backend, and is checked there.
	private static void rejectDeferred(Method method) {
		Class<?> type = method.getReturnType();
		if (AnswerType.isDeferred(type)) {
			throw invalid(method, "returns " + type.getName(),
					"Return the response itself; a virtual thread may block.");
		}
	}

	private static void rejectSeveralBodies(Method method) {
		List<Class<?>> bodies = Arrays.stream(method.getParameterTypes())
			.filter((type) -> type != AdcpExchange.class && !isClaim(type))
			.toList();
		if (bodies.size() > 1) {
			throw invalid(method, "takes " + bodies.size() + " request arguments",
					"Bind the request to one argument. Only an AdcpExchange and an AdcpClaim may stand beside it.");
		}
	}

	static InvalidSetupException invalid(Method method, String reason, String action) {
		return new InvalidSetupException("Task method '" + method.toGenericString() + "' " + reason + ".", action);
	}

}
