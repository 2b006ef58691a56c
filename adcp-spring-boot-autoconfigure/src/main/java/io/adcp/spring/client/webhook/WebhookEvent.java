package io.adcp.spring.client.webhook;

import io.adcp.spring.client.task.TaskUpdate;
import org.jspecify.annotations.Nullable;

/**
 * What a seller tells of a task by webhook.
 *
 * @param <T> the type of the task's answer
 * @param agent the seller's name in this application
 * @param callId the id of the call that began the task
 * @param update where the task stands
 * @param body the task's answer where it is completed, or {@code null}
 * @since 0.1.0
 */
public record WebhookEvent<T>(String agent, String callId, TaskUpdate update, @Nullable T body) {

	/**
	 * Return a text without what was bought.
	 * @return the coordinates
	 */
	@Override
	public String toString() {
		return "WebhookEvent[agent=" + this.agent + ", callId=" + this.callId + ", update=" + this.update + "]";
	}

}
