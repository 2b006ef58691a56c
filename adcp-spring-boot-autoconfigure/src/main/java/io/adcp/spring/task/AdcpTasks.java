package io.adcp.spring.task;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import io.adcp.spring.AdcpError;
import io.adcp.spring.idempotency.ClaimLostException;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.RecordId;
import io.adcp.spring.server.AdcpExchange;
import io.adcp.spring.wire.AdcpErrorBody;
import io.adcp.spring.work.WorkQueue;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tasks that finish later. A task is submitted in the transaction of its handler, and
 * ends in one with the rows that its end brings about; in both, all commits or nothing
 * (AdCP 3.2 idempotency, rules 2 and 9). A task ends once: the first end stays.
 * <p>
 * The methods that end a task join the caller's transaction, or open one.
 *
 * @since 0.1.0
 */
public class AdcpTasks {

	/** The kind of a task's work in the {@link WorkQueue}. */
	static final String KIND = "task";

	private final TaskStore store;

	private final WorkQueue queue;

	private final Supplier<? extends PlatformTransactionManager> transactions;

	private final JsonMapper mapper;

	private final List<TaskListener> listeners;

	private final Clock clock;

	/**
	 * Create the tasks.
	 * @param store keeps them
	 * @param queue has their work done
	 * @param transactions gives the manager of the business tables' data source
	 * @param mapper writes payloads and responses
	 * @param listeners are told of changes, in the transaction that makes them
	 * @param clock tells when tasks are created and change
	 */
	public AdcpTasks(TaskStore store, WorkQueue queue, Supplier<? extends PlatformTransactionManager> transactions,
			JsonMapper mapper, List<TaskListener> listeners, Clock clock) {
		this.store = store;
		this.queue = queue;
		this.transactions = transactions;
		this.mapper = mapper;
		this.listeners = List.copyOf(listeners);
		this.clock = clock;
	}

	/**
	 * Submit a task that a person decides about, as part of the transaction of the
	 * handler that calls this. Some other code ends it.
	 * @return what the handler returns
	 * @throws IllegalStateException outside of an AdCP call, or of a transaction on the
	 * data source of the tasks
	 * @throws io.adcp.spring.AdcpException if a listener refuses the request
	 */
	public AdcpSubmitted submit() {
		return submit(AdcpExchange.current(), null, null);
	}

	/**
	 * Submit a task, as part of the transaction of the handler that calls this. Its work
	 * begins once that has committed; rolled back, there is neither task nor work.
	 * @param work the name of an {@link AdcpWork} method
	 * @param payload what the method is given, written as JSON
	 * @return what the handler returns
	 * @throws IllegalStateException outside of an AdCP call, or of a transaction on the
	 * data source of the tasks
	 * @throws io.adcp.spring.AdcpException if a listener refuses the request
	 */
	public AdcpSubmitted submit(String work, @Nullable Object payload) {
		return submit(AdcpExchange.current(), work, this.mapper.valueToTree(payload));
	}

	private AdcpSubmitted submit(AdcpExchange exchange, @Nullable String work, @Nullable JsonNode payload) {
		StoredTask stored = new StoredTask(newTask(exchange), recordId(exchange), work, payload, 0, List.of());
		TaskRecord task = stored.task();
		this.store.insert(stored);
		if (work != null) {
			this.queue.schedule(KIND, task.id(), Duration.ZERO);
		}
		this.listeners.forEach((listener) -> listener.submitted(task));
		return new AdcpSubmitted(task.id(), null);
	}

	private TaskRecord newTask(AdcpExchange exchange) {
		IdempotencyScope scope = exchange.scope();
		Instant now = now();
		return new TaskRecord(UUID.randomUUID().toString(), exchange.task(), scope.agent(), scope.account(),
				TaskState.SUBMITTED, null, exchange.request().get("context"),
				exchange.request().get("push_notification_config"), now, now);
	}

	private static @Nullable UUID recordId(AdcpExchange exchange) {
		String key = exchange.idempotencyKey();
		return (key != null) ? RecordId.of(exchange.scope(), key) : null;
	}

	/**
	 * Find a task, whoever owns it.
	 * @param taskId the task's id
	 * @return the task, as it was last committed
	 */
	public Optional<TaskRecord> find(String taskId) {
		return this.store.find(taskId);
	}

	/**
	 * End a task with a response.
	 * @param taskId the task's id
	 * @param response the response of the task that was called, written as a JSON object
	 * @throws UnknownTaskException if there is no such task
	 * @throws TaskEndedException if it has ended already
	 */
	public void complete(String taskId, Object response) {
		decide(taskId, TaskState.COMPLETED, json(response));
	}

	/**
	 * End a task that the seller refuses.
	 * @param taskId the task's id
	 * @param error what the buyer is told
	 * @throws UnknownTaskException if there is no such task
	 * @throws TaskEndedException if it has ended already
	 */
	public void reject(String taskId, AdcpError error) {
		decide(taskId, TaskState.REJECTED, json(error));
	}

	/**
	 * End a task that failed.
	 * @param taskId the task's id
	 * @param error what the buyer is told
	 * @throws UnknownTaskException if there is no such task
	 * @throws TaskEndedException if it has ended already
	 */
	public void fail(String taskId, AdcpError error) {
		decide(taskId, TaskState.FAILED, json(error));
	}

	/**
	 * End a task that was given up.
	 * @param taskId the task's id
	 * @param error what the buyer is told
	 * @throws UnknownTaskException if there is no such task
	 * @throws TaskEndedException if it has ended already
	 */
	public void cancel(String taskId, AdcpError error) {
		decide(taskId, TaskState.CANCELED, json(error));
	}

	/**
	 * Tell the buyer that a task cannot go on without more from it. The task has not
	 * ended: it can still come into any other state.
	 * @param taskId the task's id
	 * @param question what is asked, written as a JSON object: the task's
	 * {@code input-required} response, such as a {@code reason} and {@code errors}
	 * @throws UnknownTaskException if there is no such task
	 * @throws TaskEndedException if it has ended already
	 */
	public void requireInput(String taskId, Object question) {
		decide(taskId, TaskState.INPUT_REQUIRED, json(question));
	}

	/**
	 * Have a task's work run again, once the transaction has committed: what it waited
	 * for has come, such as a decision or the buyer's input. The task is
	 * {@code submitted} again. Its calls to other systems are known to the new run.
	 * @param taskId the task's id
	 * @throws UnknownTaskException if there is no such task
	 * @throws TaskEndedException if it has ended already
	 * @throws IllegalStateException if it was submitted without work
	 */
	public void resume(String taskId) {
		decide(taskId, (stored) -> {
			if (stored.work() == null) {
				throw new IllegalStateException("Task " + taskId + " has no work that could go on: end it instead");
			}
			this.queue.schedule(KIND, taskId, Duration.ZERO);
			return stored.in(TaskState.SUBMITTED, null, now());
		});
	}

	private void decide(String taskId, TaskState state, JsonNode answer) {
		decide(taskId, (stored) -> stored.in(state, answer, now()));
	}

	private void decide(String taskId, Change change) {
		try {
			change(taskId, null, change);
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Bring a task into another state, in one transaction with some work.
	 * @param taskId the task's id
	 * @param run the run that does it, or {@code null} for somebody else
	 * @param state the new state
	 * @param work does what commits with it, and returns the answer
	 * @throws ClaimLostException if the run was overtaken
	 * @throws TaskEndedException if the task has ended already
	 * @throws Exception what the work or the commit threw; nothing is changed then
	 */
	void change(String taskId, @Nullable Integer run, TaskState state, Callable<JsonNode> work) throws Exception {
		change(taskId, run, (stored) -> stored.in(state, work.call(), now()));
	}

	private void change(String taskId, @Nullable Integer run, Change change) throws Exception {
		PlatformTransactionManager manager = this.transactions.get();
		TransactionStatus status = manager.getTransaction(new DefaultTransactionDefinition());
		try {
			changeLocked(taskId, run, change);
		}
		catch (Throwable ex) {
			rollBack(manager, status, ex);
			throw ex;
		}
		manager.commit(status);
	}

	// The task's row is locked first: an overtaken run fails on it, and not on a key of
	// the business tables.
	private void changeLocked(String taskId, @Nullable Integer run, Change change) throws Exception {
		StoredTask stored = this.store.lock(taskId).orElseThrow(() -> new UnknownTaskException(taskId));
		if (stored.task().state().isTerminal()) {
			throw new TaskEndedException(taskId, stored.task().state());
		}
		if (run != null && run != stored.run()) {
			throw new ClaimLostException(null);
		}
		TaskRecord changed = change.of(stored).task();
		this.store.update(changed);
		this.listeners.forEach((listener) -> listener.changed(changed));
	}

	private static void rollBack(PlatformTransactionManager manager, TransactionStatus status, Throwable failure) {
		try {
			manager.rollback(status);
		}
		catch (RuntimeException ex) {
			failure.addSuppressed(ex);
		}
	}

	/**
	 * Write a response, or whatever else is an object.
	 * @param value the value
	 * @return its JSON
	 * @throws IllegalArgumentException if it is not written as a JSON object, or is the
	 * body of an error, which {@link #fail} and {@link #reject} are for
	 */
	JsonNode json(@Nullable Object value) {
		JsonNode json = this.mapper.valueToTree(value);
		if (!json.isObject() || AdcpErrorBody.isError(json)) {
			throw new IllegalArgumentException("A task's answer must be a JSON object, and no AdCP error");
		}
		return json;
	}

	static JsonNode json(AdcpError error) {
		ObjectNode body = AdcpErrorBody.write(error, null);
		body.remove("status");
		return body;
	}

	// As exact as every database keeps it.
	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	/**
	 * What becomes of a task whose row is locked.
	 */
	private interface Change {

		StoredTask of(StoredTask stored) throws Exception;

	}

}
