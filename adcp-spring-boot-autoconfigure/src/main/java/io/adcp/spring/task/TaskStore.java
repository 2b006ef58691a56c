package io.adcp.spring.task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.adcp.spring.downstream.NotedCall;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tasks. It finds and stores; what a state means is decided elsewhere.
 *
 * @since 0.1.0
 */
public interface TaskStore {

	/**
	 * Store a new task, as part of the caller's transaction.
	 * @param task the task
	 * @throws IllegalStateException outside of a transaction on the store's data source
	 */
	void insert(StoredTask task);

	/**
	 * Find a task and keep others from changing it until the caller's transaction ends.
	 * @param id the task's id
	 * @return the task, as it was last committed
	 * @throws IllegalStateException outside of a transaction on the store's data source
	 */
	Optional<StoredTask> lock(String id);

	/**
	 * Store state, answer and time of a task that the caller's transaction has locked.
	 * @param task the task in its new state
	 */
	void update(TaskRecord task);

	/**
	 * Find a task.
	 * @param id the task's id; a text that can be none is an unknown id
	 * @return the task
	 */
	Optional<TaskRecord> find(String id);

	/**
	 * Find a task of an owner. Whether the task is unknown or somebody else's makes no
	 * difference to what is asked of the database.
	 * @param id the task's id; a text that can be none is an unknown id
	 * @param agent the agent
	 * @param account the account, or {@code null}
	 * @return the task
	 */
	Optional<TaskRecord> find(String id, String agent, @Nullable String account);

	/**
	 * Find tasks of an owner.
	 * @param query which ones
	 * @param agent the agent
	 * @param account the account, or {@code null}
	 * @return the tasks that are asked for, and the number of all that match
	 */
	TaskPage find(TaskQuery query, String agent, @Nullable String account);

	/**
	 * Begin a run of a task's work: from now on earlier runs can change nothing.
	 * Committed when this returns.
	 * @param id the task's id
	 * @return the run
	 */
	Start begin(String id);

	/**
	 * Store the calls of a run. Committed when this returns.
	 * @param id the task's id
	 * @param run the run
	 * @param calls the calls
	 * @param busyUntil no other run begins before this time, by the database's clock;
	 * {@code null} for at once
	 * @return {@code false} if the task has ended, or a later run has begun
	 */
	boolean note(String id, int run, List<NotedCall> calls, @Nullable Instant busyUntil);

	/**
	 * Drop tasks that have ended.
	 * @param endedBefore the time of their end at which they are too old
	 * @param limit how many at most
	 * @return how many were dropped
	 */
	int purge(Instant endedBefore, int limit);

	/**
	 * What comes of beginning a run.
	 *
	 * @param task the task with the run's number, or {@code null} where none has begun
	 * @param now the database's time
	 * @param retryAfter how long an earlier run may still be busy with a call, or
	 * {@code null} where the task has ended or is unknown
	 */
	record Start(@Nullable StoredTask task, Instant now, @Nullable Duration retryAfter) {

	}

}
