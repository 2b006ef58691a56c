package io.adcp.spring.server.web;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.idempotency.Idempotent;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.AsyncHandlerInterceptor;

/**
 * Marks the requests that are answered by {@link AdcpTask @AdcpTask} or
 * {@link Idempotent} methods of REST controllers. Without an {@code @AdcpTask}, the
 * method's name is the task.
 *
 * @since 0.1.0
 */
public class RestCallInterceptor implements AsyncHandlerInterceptor {

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws HttpMediaTypeException {
		if (handler instanceof HandlerMethod method && !isResumed(request)) {
			String task = task(method);
			if (task != null) {
				new RestCall(task, request.getUserPrincipal()).attachTo(request);
				RestMediaTypes.check(request);
			}
		}
		return true;
	}

	// The call goes on in another dispatch, on whatever thread: not on this one.
	@Override
	public void afterConcurrentHandlingStarted(HttpServletRequest request, HttpServletResponse response,
			Object handler) {
		end(request);
	}

	@Override
	public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable Exception ex) {
		end(request);
	}

	private static void end(HttpServletRequest request) {
		RestCall call = RestCall.of(request);
		if (call != null) {
			call.end();
		}
	}

	private static boolean isResumed(HttpServletRequest request) {
		return request.getDispatcherType() == DispatcherType.ASYNC && RestCall.of(request) != null;
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
