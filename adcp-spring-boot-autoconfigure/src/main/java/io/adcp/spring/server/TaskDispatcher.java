package io.adcp.spring.server;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.idempotency.IdempotentResponse;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers tasks, whatever transport they came by. Never throws: every failure is an AdCP
 * error in the answer.
 *
 * @since 0.1.0
 */
public final class TaskDispatcher {

	private final TaskHandlers handlers;

	private final CapabilitiesTask capabilities;

	private final RequestBinder binder;

	private final List<TaskDescription> descriptions;

	private final ExchangeFactory exchanges;

	private final Answers answers;

	/**
	 * Create a dispatcher.
	 * @param handlers the handlers
	 * @param exchanges makes the exchanges
	 * @param mapper binds requests
	 * @param validator checks bound requests, or {@code null} for no checks
	 * @param capabilities answers {@code get_adcp_capabilities}
	 */
	public TaskDispatcher(TaskHandlers handlers, ExchangeFactory exchanges, JsonMapper mapper,
			@Nullable RequestValidator validator, CapabilitiesTask capabilities) {
		this.handlers = handlers;
		this.exchanges = exchanges;
		this.answers = exchanges.answers();
		this.binder = new RequestBinder(mapper, validator);
		this.capabilities = capabilities;
		this.descriptions = new TaskDescriptions(handlers, mapper, validator).of(tasks());
	}

	/**
	 * Return the tasks that are answered, the capabilities included.
	 * @return the tasks' names
	 */
	public Set<String> tasks() {
		return this.capabilities.addTo(this.handlers.tasks());
	}

	/**
	 * Return what is told of the tasks that are answered.
	 * @return a description of each, not to be changed
	 */
	public List<TaskDescription> descriptions() {
		return this.descriptions;
	}

	/**
	 * Answer a task.
	 * @param task the task's name
	 * @param request the request
	 * @param agent the authenticated agent, or {@code null} for nobody
	 * @return the answer
	 */
	public TaskAnswer dispatch(String task, JsonNode request, @Nullable String agent) {
		return dispatch(this.exchanges.create(task, request, agent));
	}

	/**
	 * Answer a task over a transport that cannot carry every answer.
	 * @param task the task's name
	 * @param request the request
	 * @param agent the authenticated agent, or {@code null} for nobody
	 * @param check throws an {@link io.adcp.spring.AdcpException} where the transport
	 * cannot carry what a handler returned. It is asked before the call commits, so
	 * nothing has been done then. Answers that are replayed are not checked
	 * @return the answer
	 */
	public TaskAnswer dispatch(String task, JsonNode request, @Nullable String agent, Consumer<String> check) {
		return dispatch(this.exchanges.create(task, request, agent, check));
	}

	private TaskAnswer dispatch(AdcpExchange exchange) {
		try (AdcpExchange.Binding binding = exchange.bind()) {
			return this.answers.success(exchange, answer(exchange));
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			return this.answers.failure(exchange, ex);
		}
	}

	/**
	 * Answer a task whose caller could not be told.
	 * @param task the task's name
	 * @param request the request
	 * @param failure why not
	 * @return the answer, an error
	 */
	public TaskAnswer refuse(String task, JsonNode request, RuntimeException failure) {
		return this.answers.failure(this.exchanges.create(task, request, null), failure);
	}

	private IdempotentResponse answer(AdcpExchange exchange) throws Exception {
		if (AdcpTask.GET_ADCP_CAPABILITIES.equals(exchange.task())
				&& !this.handlers.find(exchange.task()).isPresent()) {
			return new IdempotentResponse(exchange.write(this.capabilities.answer(exchange.version())), false);
		}
		TaskHandler handler = this.handlers.find(exchange.task()).orElseThrow(() -> unsupported());
		exchange.requireVersion();
		if (AdcpTaskCatalog.isKeyed(exchange.task())) {
			exchange.agent();
			exchange.requireKey();
		}
		return exchange.answer(handler.invoke(exchange, this.binder), handler.isIdempotent());
	}

	private static AdcpTaskException unsupported() {
		return new AdcpTaskException(AdcpError.of(AdcpErrorCode.UNSUPPORTED_FEATURE, "This task is not offered"), null);
	}

}
