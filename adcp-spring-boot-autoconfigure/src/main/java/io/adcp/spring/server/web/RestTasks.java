package io.adcp.spring.server.web;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.web.method.HandlerMethod;

/**
 * Remembers which methods of the application's controllers answer what. Every request to
 * any controller asks.
 *
 * @since 0.1.0
 */
public final class RestTasks {

	private final Map<Method, Optional<RestTask>> tasks = new ConcurrentHashMap<>();

	/**
	 * Find what a handler answers.
	 * @param handler Spring MVC's handler, or {@code null}
	 * @return what it answers, or {@code null} if it is none of ours
	 */
	@Nullable RestTask find(@Nullable Object handler) {
		return (handler instanceof HandlerMethod method) ? find(method.getMethod()) : null;
	}

	@Nullable RestTask find(@Nullable Method method) {
		if (method == null) {
			return null;
		}
		return this.tasks.computeIfAbsent(method, (added) -> Optional.ofNullable(RestTask.of(added))).orElse(null);
	}

}
