package io.adcp.spring.client.task;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Passes what a webhook told of a task on to whoever follows the task in this process, so
 * that it need not wait for its next poll.
 *
 * @since 0.1.0
 */
public final class TaskUpdates {

	private final Map<String, Sinks.One<TaskUpdate>> followed = new ConcurrentHashMap<>();

	/**
	 * Tell an update that leaves nothing to wait for. Does nothing where nobody follows
	 * the task.
	 * @param agent the seller's name in this application
	 * @param update the update
	 */
	public void tell(String agent, TaskUpdate update) {
		Sinks.One<TaskUpdate> follower = this.followed.get(agent + " " + update.taskId());
		if (follower != null && (update.isTerminal() || update.isBlocked())) {
			follower.tryEmitValue(update);
		}
	}

	/**
	 * Wait for such an update.
	 * @param agent the seller's name in this application
	 * @param taskId the task
	 * @return the update; never empty
	 */
	public Mono<TaskUpdate> await(String agent, String taskId) {
		String key = agent + " " + taskId;
		return Mono.defer(() -> this.followed.computeIfAbsent(key, (task) -> Sinks.one()).asMono())
			.doFinally((signal) -> this.followed.remove(key));
	}

}
