package io.adcp.spring.server.web;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.idempotency.Idempotent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Marks the requests that are answered by {@link AdcpTask @AdcpTask} or
 * {@link Idempotent} methods of REST controllers. Without an {@code @AdcpTask}, the
 * method's name is the task.
 *
 * @since 0.1.0
 */
public class RestCallInterceptor implements HandlerInterceptor {

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (handler instanceof HandlerMethod method) {
			String task = task(method);
			if (task != null) {
				new RestCall(task).attachTo(request);
			}
		}
		return true;
	}

	@Override
	public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable Exception ex) {
		RestCall call = RestCall.of(request);
		if (call != null) {
			call.end();
		}
	}

	private static @Nullable String task(HandlerMethod handler) {
		AdcpTask task = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), AdcpTask.class);
		if (task != null) {
			return task.value();
		}
		return AnnotatedElementUtils.hasAnnotation(handler.getMethod(), Idempotent.class)
				? handler.getMethod().getName() : null;
	}

}
