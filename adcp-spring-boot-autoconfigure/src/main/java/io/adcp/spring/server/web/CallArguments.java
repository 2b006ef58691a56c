package io.adcp.spring.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.adcp.spring.idempotency.HandlerClaim;
import io.adcp.spring.server.AdcpExchange;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * What a method takes beside what Spring MVC knows: the exchange of its call, and a
 * claim, which is left to the advice, because that makes one for each run.
 */
final class CallArguments implements HandlerMethodArgumentResolver {

	static void addTo(RequestMappingHandlerAdapter adapter) {
		List<HandlerMethodArgumentResolver> all = new ArrayList<>(
				Objects.requireNonNull(adapter.getArgumentResolvers(), "Spring MVC's adapter is not initialized"));
		all.add(0, new CallArguments());
		adapter.setArgumentResolvers(all);
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == AdcpExchange.class
				|| HandlerClaim.class.isAssignableFrom(parameter.getParameterType());
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
		return (parameter.getParameterType() == AdcpExchange.class) ? AdcpExchange.current() : null;
	}

}
