package io.adcp.spring.task;

import java.util.function.BooleanSupplier;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.server.AdcpExchange;
import io.adcp.spring.server.DefaultTasks;

import tools.jackson.databind.JsonNode;

/**
 * Answers {@code get_task_status} and {@code list_tasks}, to the agent and account that a
 * task belongs to and to nobody else. An application's own handlers of these tasks take
 * precedence; one over REST may return what the methods here return.
 *
 * @since 0.1.0
 */
public class TaskQueries implements DefaultTasks {

	private final TaskStore store;

	private final BooleanSupplier needed;

	/**
	 * Create the answers.
	 * @param store keeps the tasks
	 */
	public TaskQueries(TaskStore store) {
		this(store, () -> true);
	}

	/**
	 * Create the answers of an application that may have no tasks.
	 * @param store keeps the tasks
	 * @param needed tells whether the application submits any
	 */
	public TaskQueries(TaskStore store, BooleanSupplier needed) {
		this.store = store;
		this.needed = needed;
	}

	@Override
	public boolean areNeeded() {
		return this.needed.getAsBoolean();
	}

	/**
	 * Answer {@code get_task_status}.
	 * @param exchange the call
	 * @return the response
	 * @throws AdcpTaskException {@code REFERENCE_NOT_FOUND}, the same for a task that is
	 * unknown and for one of somebody else; {@code UNSUPPORTED_FEATURE} where the history
	 * is asked for, which is not kept
	 */
	@AdcpTask(value = AdcpTask.GET_TASK_STATUS, description = "Tells the state of a submitted task, and its result.")
	public JsonNode getTaskStatus(AdcpExchange exchange) {
		JsonNode request = exchange.request();
		String id = TaskRequest.requireText(request, "task_id");
		boolean withResult = TaskRequest.flag(request, "include_result");
		TaskRequest.refuseHistory(request);
		IdempotencyScope owner = exchange.scope();
		TaskRecord task = this.store.find(id, owner.agent(), owner.account())
			.orElseThrow(() -> new AdcpTaskException(
					AdcpError.of(AdcpErrorCode.REFERENCE_NOT_FOUND, "There is no such task").withField("task_id"),
					null));
		return TaskAnswers.status(task, withResult);
	}

	/**
	 * Answer {@code list_tasks}.
	 * @param exchange the call
	 * @return the response
	 * @throws InvalidRequestException if a filter, the sort order or the pagination
	 * cannot be read
	 * @throws AdcpTaskException {@code UNSUPPORTED_FEATURE} where the history is asked
	 * for
	 */
	@AdcpTask(value = AdcpTask.LIST_TASKS, description = "Lists the submitted tasks of the account.")
	public JsonNode listTasks(AdcpExchange exchange) {
		TaskQuery query = TaskRequest.query(exchange.request());
		TaskRequest.refuseHistory(exchange.request());
		IdempotencyScope owner = exchange.scope();
		return TaskAnswers.list(this.store.find(query, owner.agent(), owner.account()), query, exchange.version());
	}

}
