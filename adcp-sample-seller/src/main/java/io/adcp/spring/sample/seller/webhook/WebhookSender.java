package io.adcp.spring.sample.seller.webhook;

import java.util.UUID;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.adcp.spring.sample.seller.webhook.WebhookClient.TargetRefusedException;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.client.RestClientException;

/**
 * Sends webhooks after the commit of the task that caused them. Spring Modulith's
 * registry remembers each one until this listener has returned: what failed is tried
 * again here, what a crash has cut off is sent by the next start. So a webhook comes at
 * least once, always with the same body.
 */
@Component
class WebhookSender {

	private static final Log logger = LogFactory.getLog(WebhookSender.class);

	private final WebhookRepository repository;

	private final WebhookClient client;

	private final WebhookProperties properties;

	private final FailedEventPublications failed;

	WebhookSender(WebhookRepository repository, WebhookClient client, WebhookProperties properties,
			FailedEventPublications failed) {
		this.repository = repository;
		this.client = client;
		this.properties = properties;
		this.failed = failed;
	}

	// Not an @ApplicationModuleListener: that one opens a transaction, in which a slow
	// receiver would hold a database connection for as long as it likes.
	@Async("applicationTaskExecutor")
	@TransactionalEventListener(id = "webhook-sender")
	void send(WebhookDue event) {
		this.repository.find(event.webhookId()).filter(Webhook::due).ifPresent(this::send);
	}

	@Scheduled(fixedDelayString = "${sample.seller.webhook.retry-interval:30s}",
			initialDelayString = "${sample.seller.webhook.retry-interval:30s}")
	void retryFailed() {
		this.failed.resubmit(ResubmissionOptions.defaults());
	}

	private void send(Webhook webhook) {
		try {
			this.client.send(webhook);
			this.repository.countAttempt(webhook.id(), null);
			this.repository.close(webhook.id(), "sent", null);
		}
		catch (TargetRefusedException ex) {
			close(webhook.id(), "refused", ex.getMessage());
		}
		catch (RestClientException ex) {
			failed(webhook, ex);
		}
	}

	private void failed(Webhook webhook, RestClientException ex) {
		// The exception's message may hold the URL, and that the receiver's secrets.
		String problem = ex.getMostSpecificCause().getClass().getSimpleName();
		this.repository.countAttempt(webhook.id(), problem);
		if (webhook.attempts() + 1 >= this.properties.maxAttempts()) {
			close(webhook.id(), "given_up", problem);
			return;
		}
		logger.info("Webhook " + webhook.id() + " failed (" + problem + ") and will be tried again");
		throw new WebhookFailedException(webhook.id());
	}

	private void close(UUID id, String state, @Nullable String problem) {
		this.repository.close(id, state, problem);
		logger.warn("Webhook " + id + " " + state + ": " + problem);
	}

	/**
	 * Tells the registry to keep the event. It has no cause: the log is not the place for
	 * a receiver's URL.
	 */
	static class WebhookFailedException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		WebhookFailedException(UUID id) {
			super("Webhook " + id + " is still due", null, false, false);
		}

	}

}
