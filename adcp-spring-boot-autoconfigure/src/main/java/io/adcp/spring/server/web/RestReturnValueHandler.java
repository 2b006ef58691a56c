package io.adcp.spring.server.web;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.HandlerMethodReturnValueHandlerComposite;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Keeps Spring MVC from sending what the methods of {@link RestTasks} return. What the
 * engine has stored is sent when the call is over, and what it has not, such as the
 * answer of a read, is rendered here and sent then, too.
 */
final class RestReturnValueHandler implements HandlerMethodReturnValueHandler {

	private final RestTasks tasks;

	private final RestRenderer renderer;

	private final HandlerMethodReturnValueHandler others;

	RestReturnValueHandler(RestTasks tasks, RestRenderer renderer, List<HandlerMethodReturnValueHandler> others) {
		this.tasks = tasks;
		this.renderer = renderer;
		this.others = new HandlerMethodReturnValueHandlerComposite().addHandlers(others);
	}

	@Override
	public boolean supportsReturnType(MethodParameter returnType) {
		return this.tasks.find(returnType.getMethod()) != null;
	}

	@Override
	public void handleReturnValue(@Nullable Object value, MethodParameter type, ModelAndViewContainer container,
			NativeWebRequest request) throws Exception {
		RestCall call = RestCall.of(request.getNativeRequest(HttpServletRequest.class));
		if (call == null) {
			this.others.handleReturnValue(value, type, container, request);
		}
		else if (call.exchange().response() != null) {
			container.setRequestHandled(true);
		}
		else if (value != null && ReturnedType.isDeferred(type.getParameterType())) {
			// Spring MVC comes back with the value
			this.others.handleReturnValue(value, type, container, request);
		}
		else {
			container.setRequestHandled(true);
			call.answered(this.renderer.render(call, value, type));
		}
	}

}
