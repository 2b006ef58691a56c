package io.adcp.spring.server.web;

import java.security.Principal;

import io.adcp.spring.server.AdcpExchange;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * A request to a REST controller's task method: its exchange begins once the body is
 * read.
 */
final class RestCall {

	private static final String ATTRIBUTE = RestCall.class.getName();

	private final String task;

	private final @Nullable Principal principal;

	private @Nullable AdcpExchange exchange;

	private AdcpExchange.@Nullable Binding binding;

	/**
	 * Create a call.
	 * @param task the task's name
	 * @param principal who was authenticated, or {@code null}
	 */
	RestCall(String task, @Nullable Principal principal) {
		this.task = task;
		this.principal = principal;
	}

	static @Nullable RestCall current() {
		RequestAttributes attributes = RequestContextHolder.getRequestAttributes();
		return (attributes instanceof ServletRequestAttributes servlet) ? of(servlet.getRequest()) : null;
	}

	static @Nullable RestCall of(HttpServletRequest request) {
		return (RestCall) request.getAttribute(ATTRIBUTE);
	}

	void attachTo(HttpServletRequest request) {
		request.setAttribute(ATTRIBUTE, this);
	}

	void begin(AdcpExchange exchange) {
		this.exchange = exchange;
		this.binding = exchange.bind();
	}

	void end() {
		if (this.binding != null) {
			this.binding.close();
			this.binding = null;
		}
	}

	String task() {
		return this.task;
	}

	@Nullable Principal principal() {
		return this.principal;
	}

	@Nullable AdcpExchange exchange() {
		return this.exchange;
	}

}
