package io.adcp.spring.sample.seller.webhook;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.adcp.spring.AdcpTaskCatalog;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes note, within a task's transaction, that its buyer wants to be told of the result.
 * If the transaction rolls back, nothing was ever due; a replayed answer never comes
 * here, so it tells nobody again.
 */
@Service
public class Webhooks {

	private final WebhookRepository repository;

	private final ApplicationEventPublisher events;

	private final JsonMapper json;

	private final Clock clock;

	Webhooks(WebhookRepository repository, ApplicationEventPublisher events, JsonMapper json, Clock clock) {
		this.repository = repository;
		this.events = events;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * Note that a task has ended well.
	 * @param config where to tell it, or {@code null} to tell nobody
	 * @param task the task's name
	 * @param result the answer that the caller gets
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void taskCompleted(@Nullable PushNotificationConfig config, String task, Object result) {
		if (config == null) {
			return;
		}
		UUID id = UUID.randomUUID();
		Body body = new Body(id.toString(), operationIdOf(config.url()), "task_" + id, task, protocolOf(task),
				"completed", this.clock.instant().truncatedTo(ChronoUnit.MILLIS), config.token(), result);
		PushNotificationConfig.Authentication authentication = config.authentication();
		this.repository.insert(new Webhook(id, config.url(), this.json.writeValueAsString(body),
				(authentication != null) ? authentication.schemes().get(0) : null,
				(authentication != null) ? authentication.credentials() : null, "due", 0));
		this.events.publishEvent(new WebhookDue(id));
	}

	/**
	 * Buyers put the id of their operation at the end of the path.
	 */
	private static @Nullable String operationIdOf(String url) {
		String path = url.split("[?#]", 2)[0];
		String last = path.substring(path.lastIndexOf('/') + 1);
		return last.isEmpty() ? null : last;
	}

	private static @Nullable String protocolOf(String task) {
		return AdcpTaskCatalog.find(task)
			.map((definition) -> definition.domain().name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.orElse(null);
	}

	private record Body(String idempotencyKey, @Nullable String operationId, String taskId, String taskType,
			@Nullable String protocol, String status, Instant timestamp, @Nullable String token, Object result) {
	}

}
