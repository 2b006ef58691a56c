package io.adcp.spring.webhook;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A webhook as it is kept.
 *
 * @param id the row's id
 * @param taskId the task that it tells of
 * @param state where it stands
 * @param content what to send and where to, as {@link WebhookStore#insert} was given it;
 * {@code null} once the webhook has ended
 * @param attempts how often it was sent
 * @param firstAttemptAt when it was sent first, or {@code null}
 * @param endedAt when it ended, or {@code null}
 * @param earlierAttempts how often an earlier webhook of the same task was sent that is
 * still due, or {@code null} where there is none
 * @since 0.1.0
 */
public record WebhookRow(String id, String taskId, WebhookState state, @Nullable String content, int attempts,
		@Nullable Instant firstAttemptAt, @Nullable Instant endedAt, @Nullable Integer earlierAttempts) {

	@Override
	public String toString() {
		return "WebhookRow[id=" + this.id + ", taskId=" + this.taskId + ", state=" + this.state + "]";
	}

}
