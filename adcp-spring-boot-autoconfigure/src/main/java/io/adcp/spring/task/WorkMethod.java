package io.adcp.spring.task;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import io.adcp.spring.InvalidSetupException;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A method that does a kind of work.
 */
final class WorkMethod {

	private final Method method;

	private final Supplier<Object> bean;

	private final JsonMapper mapper;

	WorkMethod(Method method, Supplier<Object> bean, JsonMapper mapper) {
		this.method = method;
		this.bean = bean;
		this.mapper = mapper;
		if (method.getReturnType() != void.class) {
			throw invalid(method, "returns a value, which nobody would get",
					"Let it return nothing, and end the task by the AdcpTaskRun.");
		}
		List<Class<?>> payloads = Arrays.stream(method.getParameterTypes())
			.filter((type) -> type != AdcpTaskRun.class)
			.toList();
		if (method.getParameterCount() - payloads.size() != 1 || payloads.size() > 1) {
			throw invalid(method, "takes other arguments than a payload and an AdcpTaskRun",
					"Let it take the task's payload and an AdcpTaskRun, or the AdcpTaskRun alone.");
		}
	}

	void invoke(@Nullable JsonNode payload, AdcpTaskRun run) throws Exception {
		Object target = this.bean.get();
		Method invocable = AopUtils.selectInvocableMethod(this.method, target.getClass());
		ReflectionUtils.makeAccessible(invocable);
		Object[] arguments = Arrays.stream(this.method.getGenericParameterTypes())
			.map((type) -> (type == AdcpTaskRun.class) ? run : read(payload, type))
			.toArray();
		try {
			invocable.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			ReflectionUtils.rethrowException(ex.getTargetException());
		}
	}

	private @Nullable Object read(@Nullable JsonNode payload, Type type) {
		return (payload != null) ? this.mapper.treeToValue(payload, this.mapper.constructType(type)) : null;
	}

	static InvalidSetupException invalid(Method method, String reason, String action) {
		return new InvalidSetupException("Work method '" + method.toGenericString() + "' " + reason + ".", action);
	}

	@Override
	public String toString() {
		return this.method.toGenericString();
	}

}
