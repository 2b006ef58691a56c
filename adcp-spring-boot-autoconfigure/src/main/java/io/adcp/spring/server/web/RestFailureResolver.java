package io.adcp.spring.server.web;

import io.adcp.spring.server.AdcpExchange;
import io.adcp.spring.server.Answers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers what nobody else has answered, with an AdCP error where an AdCP task failed. Of
 * other methods the failure goes on as in any application.
 *
 * @since 0.1.0
 */
public class RestFailureResolver implements HandlerExceptionResolver, Ordered {

	private final Answers answers;

	private final RestErrorWriter writer;

	private final RestTasks tasks;

	/**
	 * Create a resolver.
	 * @param tasks tells our methods from others
	 * @param answers decides what an error tells
	 */
	public RestFailureResolver(RestTasks tasks, Answers answers) {
		this.tasks = tasks;
		this.answers = answers;
		this.writer = new RestErrorWriter(answers);
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception failure) {
		RestTask task = this.tasks.find(handler);
		if (task == null || task.name() == null || response.isCommitted()) {
			return null;
		}
		RestCall call = RestCall.of(request);
		AdcpExchange exchange = (call != null) ? call.findExchange() : null;
		this.writer.write(response, task, this.answers.errors(task.name(), exchange, failure), exchange);
		return new ModelAndView();
	}

}
