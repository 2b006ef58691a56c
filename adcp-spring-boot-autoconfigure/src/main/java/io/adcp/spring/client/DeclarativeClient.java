package io.adcp.spring.client;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

import io.adcp.spring.AdcpTask;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

/**
 * Makes the calls of an interface whose methods carry {@link AdcpTask @AdcpTask}.
 */
final class DeclarativeClient implements InvocationHandler {

	private static final Object[] NO_ARGUMENTS = {};

	private final Class<?> type;

	private final AdcpClient client;

	private final Map<Method, DeclarativeMethod> methods = new HashMap<>();

	private DeclarativeClient(Class<?> type, AdcpClient client) {
		this.type = type;
		this.client = client;
		for (Method method : type.getMethods()) {
			AdcpTask task = AnnotatedElementUtils.findMergedAnnotation(method, AdcpTask.class);
			if (task != null) {
				this.methods.put(method, DeclarativeMethod.of(task.value(), method, type));
			}
			Assert.isTrue(task != null || !Modifier.isAbstract(method.getModifiers()), () -> method.toGenericString()
					+ " is not a call: annotate it with @AdcpTask, or make it a default method");
		}
	}

	static <T> T create(Class<T> type, AdcpClient client) {
		Assert.isTrue(type.isInterface(),
				() -> type.getName() + " is not an interface, so no declarative client can be made of it");
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				new DeclarativeClient(type, client)));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		DeclarativeMethod task = this.methods.get(method);
		if (task != null) {
			return task.invoke(this.client, (arguments != null) ? arguments : NO_ARGUMENTS);
		}
		if (method.isDefault()) {
			ReflectionUtils.makeAccessible(method);
			return InvocationHandler.invokeDefault(proxy, method, arguments);
		}
		return switch (method.getName()) {
			case "equals" -> arguments != null && proxy == arguments[0];
			case "hashCode" -> System.identityHashCode(proxy);
			default -> this.type.getSimpleName() + " of the agent '" + this.client.agent() + "'";
		};
	}

}
