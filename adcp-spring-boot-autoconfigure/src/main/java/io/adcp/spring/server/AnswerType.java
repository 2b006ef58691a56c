package io.adcp.spring.server;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ValueNode;

import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;

/**
 * What a task method returns. One that never becomes a JSON object would start, and fail
 * at each call once its work is done.
 */
final class AnswerType {

	private static final List<Class<?>> NO_OBJECTS = List.of(Void.class, CharSequence.class, Number.class,
			Boolean.class, Character.class, Collection.class, BaseStream.class, InputStream.class, ArrayNode.class,
			ValueNode.class);

	// They stand for a whole HTTP response, or write one. By name: the web need not be
	// there.
	private static final List<String> OF_THE_WEB = List.of("org.springframework.http.", "org.springframework.web.",
			"org.springframework.core.io.");

	private AnswerType() {
	}

	/**
	 * Return whether an answer of a type may come after the method has returned.
	 * @param type what the method returns
	 * @return {@code true} for futures, callables and reactive types
	 */
	static boolean isDeferred(Class<?> type) {
		return Callable.class.isAssignableFrom(type) || Future.class.isAssignableFrom(type)
				|| ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
	}

	static void requireObject(Method method) {
		ResolvableType returned = ResolvableType.forMethodReturnType(method);
		Class<?> type = isDeferred(returned.toClass()) ? returned.getGeneric().toClass() : returned.toClass();
		if (isNoObject(type)) {
			throw TaskHandler.invalid(method,
					"returns " + type.getTypeName() + ", which is not written as a JSON object",
					"Return an object with the fields of the task's response, such as a record or a Map.");
		}
	}

	private static boolean isNoObject(Class<?> type) {
		return type.isPrimitive() || type.isArray() || NO_OBJECTS.stream().anyMatch((no) -> no.isAssignableFrom(type))
				|| OF_THE_WEB.stream().anyMatch(type.getName()::startsWith);
	}

}
