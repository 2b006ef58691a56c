package io.adcp.spring.client.task;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Passes what a webhook told of a task on to all who follow the task in this process, so
 * that they need not wait for their next poll.
 *
 * @since 0.1.0
 */
public final class TaskUpdates {

	private final Map<String, Set<Sinks.One<TaskUpdate>>> followed = new ConcurrentHashMap<>();

	/**
	 * Tell an update that leaves nothing to wait for. Does nothing where nobody follows
	 * the task.
	 * @param agent the seller's name in this application
	 * @param update the update
	 */
	public void tell(String agent, TaskUpdate update) {
		if (update.isTerminal() || update.isBlocked()) {
			this.followed.getOrDefault(agent + " " + update.taskId(), Set.of())
				.forEach((follower) -> follower.tryEmitValue(update));
		}
	}

	/**
	 * Wait for such an update.
	 * @param agent the seller's name in this application
	 * @param taskId the task
	 * @return the update; never empty. Each subscriber is told
	 */
	public Mono<TaskUpdate> await(String agent, String taskId) {
		String task = agent + " " + taskId;
		return Mono.defer(() -> {
			Sinks.One<TaskUpdate> follower = Sinks.one();
			add(task, follower);
			return follower.asMono().doFinally((signal) -> remove(task, follower));
		});
	}

	private void add(String task, Sinks.One<TaskUpdate> follower) {
		this.followed.compute(task, (key, followers) -> {
			Set<Sinks.One<TaskUpdate>> all = (followers != null) ? followers : ConcurrentHashMap.newKeySet();
			all.add(follower);
			return all;
		});
	}

	private void remove(String task, Sinks.One<TaskUpdate> follower) {
		this.followed.computeIfPresent(task, (key, followers) -> {
			followers.remove(follower);
			return followers.isEmpty() ? null : followers;
		});
	}

}
