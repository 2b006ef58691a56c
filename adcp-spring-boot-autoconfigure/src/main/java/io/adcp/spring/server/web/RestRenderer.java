package io.adcp.spring.server.web;

import java.util.List;

import io.adcp.spring.server.StoredResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.HandlerMethodReturnValueHandlerComposite;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Has Spring MVC write what a method returned, with all that the application has
 * configured, but not to the caller: what it writes is stored first.
 */
final class RestRenderer {

	private final HandlerMethodReturnValueHandler handlers;

	RestRenderer(List<HandlerMethodReturnValueHandler> handlers) {
		this.handlers = new HandlerMethodReturnValueHandlerComposite().addHandlers(handlers);
	}

	/**
	 * Write a return value.
	 * @param call the call
	 * @param value what the method returned, or what came of that in the end
	 * @param type the type of the value, as the method declares it
	 * @return the answer
	 * @throws Exception if the value cannot be written, or not as the caller wants it
	 */
	StoredResponse render(RestCall call, @Nullable Object value, MethodParameter type) throws Exception {
		BufferedResponse response = new BufferedResponse(call.response());
		ResponseStatus status = status(call.method());
		if (status != null) {
			response.setStatus(status.code().value());
		}
		// As Spring MVC has it: a status and no value is a whole answer.
		if (value != null || status == null) {
			ModelAndViewContainer container = new ModelAndViewContainer();
			this.handlers.handleReturnValue(value, type, container, new ServletWebRequest(call.request(), response));
			if (!container.isRequestHandled()) {
				throw new IllegalStateException(
						"Method '" + call.method().getMethod().toGenericString() + "' leaves its answer to a view");
			}
		}
		return response.content();
	}

	private static @Nullable ResponseStatus status(HandlerMethod method) {
		ResponseStatus status = method.getMethodAnnotation(ResponseStatus.class);
		return (status != null) ? status
				: AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), ResponseStatus.class);
	}

}
