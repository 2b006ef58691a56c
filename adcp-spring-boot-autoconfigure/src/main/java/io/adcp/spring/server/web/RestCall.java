package io.adcp.spring.server.web;

import java.util.Objects;

import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.server.AdcpExchange;
import io.adcp.spring.server.StoredResponse;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.method.HandlerMethod;

/**
 * A request to a {@link RestTask}, from its dispatch to its answer.
 */
final class RestCall {

	private static final String ATTRIBUTE = RestCall.class.getName();

	private final RestTask task;

	private final HandlerMethod method;

	private final HttpServletRequest request;

	private final HttpServletResponse response;

	private @Nullable AdcpExchange exchange;

	private @Nullable StoredResponse answer;

	RestCall(RestTask task, HandlerMethod method, HttpServletRequest request, HttpServletResponse response) {
		this.task = task;
		this.method = method;
		this.request = request;
		this.response = response;
	}

	static @Nullable RestCall of(@Nullable HttpServletRequest request) {
		return (request != null) ? (RestCall) request.getAttribute(ATTRIBUTE) : null;
	}

	/**
	 * Find the call that an asynchronous dispatch goes on with.
	 * @param request the request
	 * @return the call, or {@code null} where a new one begins
	 */
	static @Nullable RestCall resumed(HttpServletRequest request) {
		return (request.getDispatcherType() == DispatcherType.ASYNC) ? of(request) : null;
	}

	void attach() {
		this.request.setAttribute(ATTRIBUTE, this);
	}

	void begin(AdcpExchange exchange) {
		this.exchange = exchange;
	}

	RestTask task() {
		return this.task;
	}

	HandlerMethod method() {
		return this.method;
	}

	HttpServletRequest request() {
		return this.request;
	}

	HttpServletResponse response() {
		return this.response;
	}

	AdcpExchange exchange() {
		return Objects.requireNonNull(this.exchange, "The request has not been read");
	}

	@Nullable AdcpExchange findExchange() {
		return this.exchange;
	}

	/**
	 * Return the request's {@code task} for the engine and for logs.
	 * @return the name on the wire, or HTTP method and path pattern
	 */
	String taskName() {
		return (this.task.name() != null) ? this.task.name() : RequestTarget.taskOf(this.request);
	}

	/**
	 * Keep what the method answered.
	 * @param answer the answer as Spring MVC would have sent it
	 */
	void answered(StoredResponse answer) {
		this.answer = answer;
	}

	/**
	 * Return what is to be sent: what the method answered, or what was stored.
	 * @return the answer, or {@code null} where Spring MVC has nothing to send
	 */
	@Nullable StoredResponse answer() {
		IdempotentResponse stored = exchange().response();
		return (stored != null && stored.replayed()) ? StoredResponse.read(stored.body()) : this.answer;
	}

	boolean isReplay() {
		IdempotentResponse stored = exchange().response();
		return stored != null && stored.replayed();
	}

}
