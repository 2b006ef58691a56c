package io.adcp.spring.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import io.adcp.spring.idempotency.encryption.ResponseCipher;
import io.adcp.spring.task.TaskListener;
import io.adcp.spring.task.TaskRecord;
import io.adcp.spring.task.TaskState;
import io.adcp.spring.work.WorkQueue;

import tools.jackson.databind.JsonNode;

/**
 * Makes a webhook due in the transaction that ends a task, or that asks the buyer for
 * more, where the buyer has registered for it (AdCP 3.2, webhooks). A task that was
 * answered at once never comes here, so nothing is sent for it.
 *
 * @since 0.1.0
 */
public final class TaskWebhooks implements TaskListener {

	private static final System.Logger logger = System.getLogger(TaskWebhooks.class.getName());

	private final PushNotificationRules rules;

	private final WebhookStore store;

	private final ResponseCipher cipher;

	private final WorkQueue queue;

	private final Clock clock;

	/**
	 * Create a listener.
	 * @param settings what is accepted
	 * @param keys tell whether webhooks can be signed
	 * @param store keeps the webhooks
	 * @param cipher encrypts them
	 * @param queue has them sent after the commit
	 * @param clock tells the time
	 */
	public TaskWebhooks(WebhookSettings settings, WebhookKeys keys, WebhookStore store, ResponseCipher cipher,
			WorkQueue queue, Clock clock) {
		this.rules = new PushNotificationRules(keys.canSign(), settings.legacyHmac(),
				new TargetRules(settings.insecureTargets()));
		this.store = store;
		this.cipher = cipher;
		this.queue = queue;
		this.clock = clock;
	}

	@Override
	public void submitted(TaskRecord task) {
		JsonNode config = task.pushNotificationConfig();
		if (config != null) {
			if (config.has("authentication")) {
				logger.log(System.Logger.Level.INFO, "Agent '" + task.agent() + "' asks for webhooks of " + task.type()
						+ " with legacy authentication, which AdCP 4.0 does not have");
			}
			this.rules.check(config);
		}
	}

	@Override
	public void changed(TaskRecord task) {
		JsonNode config = task.pushNotificationConfig();
		if (config != null && (task.state().isTerminal() || task.state() == TaskState.INPUT_REQUIRED)) {
			UUID id = UUID.randomUUID();
			Webhook webhook = Webhook.of(task, PushNotificationConfig.of(config));
			// First: it refuses to do so outside of a transaction.
			this.queue.schedule(WebhookDelivery.KIND, id.toString(), Duration.ZERO);
			this.store.insert(id.toString(), task.id(), this.cipher.encrypt(id, WebhookDelivery.KIND, webhook.toText()),
					this.clock.instant());
		}
	}

}
