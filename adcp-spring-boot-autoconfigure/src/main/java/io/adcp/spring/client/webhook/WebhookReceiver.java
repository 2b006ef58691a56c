package io.adcp.spring.client.webhook;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpCallBook;
import io.adcp.spring.client.CallEnd;
import io.adcp.spring.client.book.WebhookMemory;
import io.adcp.spring.client.task.TaskUpdate;
import io.adcp.spring.client.task.TaskUpdates;
import io.adcp.spring.wire.MalformedJsonException;
import io.adcp.spring.wire.StrictJson;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import tools.jackson.databind.JsonNode;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes webhooks about calls in the book (AdCP 3.2, webhooks a buyer receives): verified
 * first, then each event once, in one transaction with what the listeners write.
 *
 * @since 0.1.0
 */
public class WebhookReceiver {

	private static final Log logger = LogFactory.getLog(WebhookReceiver.class);

	private static final Set<String> STATUSES = Set.of("submitted", "working", "input-required", "auth-required",
			"completed", "failed", "canceled", "rejected", "unknown");

	private final Map<String, WebhookSource> senders;

	private final AdcpCallBook book;

	private final WebhookMemory memory;

	private final TransactionTemplate transaction;

	private final List<WebhookListener> listeners;

	private final TaskUpdates updates;

	private final Clock clock;

	private final Set<String> running = ConcurrentHashMap.newKeySet();

	/**
	 * Create a receiver.
	 * @param senders the sellers by their names in this application
	 * @param book the calls
	 * @param memory what was taken before
	 * @param transactions the transactions of both, and of the listeners
	 * @param listeners who takes the events
	 * @param updates where events are passed on to those who follow a task
	 * @param clock the time
	 */
	public WebhookReceiver(Map<String, WebhookSource> senders, AdcpCallBook book, WebhookMemory memory,
			PlatformTransactionManager transactions, List<WebhookListener> listeners, TaskUpdates updates,
			Clock clock) {
		this.senders = Map.copyOf(senders);
		this.book = book;
		this.memory = memory;
		this.transaction = new TransactionTemplate(transactions);
		this.listeners = List.copyOf(listeners);
		this.updates = updates;
		this.clock = clock;
	}

	/**
	 * Take a webhook.
	 * @param request the webhook
	 * @return what to answer; 2xx only if the event was taken, now or before
	 */
	public WebhookAnswer receive(WebhookRequest request) {
		WebhookSource sender = this.senders.get(request.agent());
		if (sender == null) {
			return WebhookAnswer.UNKNOWN;
		}
		String type = request.header("Content-Type");
		if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
			return WebhookAnswer.WRONG_TYPE;
		}
		try {
			sender.verify(request, this.clock.instant());
			JsonNode body = StrictJson.read(request.body());
			return Delivery.read(request.agent(), body).map(this::take).orElse(WebhookAnswer.MALFORMED);
		}
		catch (WebhookRefusedException ex) {
			logger.warn("A webhook for the agent '" + request.agent() + "' was refused: " + ex.code());
			return WebhookAnswer.unsigned(ex.code());
		}
		catch (MalformedJsonException ex) {
			// No word of the body, which may be anything
			return WebhookAnswer.unsigned("webhook_body_malformed");
		}
	}

	/** One owner at a time; the seller comes again. */
	private WebhookAnswer take(Delivery delivery) {
		String owner = delivery.agent() + " " + delivery.key();
		if (!this.running.add(owner)) {
			return WebhookAnswer.RUNNING;
		}
		try {
			WebhookAnswer answer = Objects.requireNonNull(this.transaction.execute((status) -> process(delivery)));
			if (answer.equals(WebhookAnswer.TAKEN)) {
				this.updates.tell(delivery.agent(), delivery.update());
			}
			return answer;
		}
		catch (DuplicateKeyException ex) {
			return repeated(delivery).orElse(WebhookAnswer.FAILED);
		}
		catch (RuntimeException ex) {
			logger.warn("A webhook about the call " + delivery.operationId() + " could not be taken; the agent '"
					+ delivery.agent() + "' delivers it again", ex);
			return WebhookAnswer.FAILED;
		}
		finally {
			this.running.remove(owner);
		}
	}

	private WebhookAnswer process(Delivery delivery) {
		Optional<WebhookAnswer> before = repeated(delivery);
		if (before.isPresent()) {
			return before.get();
		}
		Optional<AdcpCall> call = this.book.find(delivery.operationId());
		if (!isSendersOwn(delivery, call)) {
			return WebhookAnswer.UNKNOWN;
		}
		if (call.isPresent() && !delivery.isAbout(call.get())) {
			return WebhookAnswer.CONFLICT;
		}
		WebhookAnswer answer = delivery.update().isTerminal() ? end(delivery) : progress(delivery);
		this.memory.take(delivery.agent(), delivery.key(), delivery.fingerprint());
		return answer;
	}

	/** One seller must not speak of another's call, not even of one that has ended. */
	private boolean isSendersOwn(Delivery delivery, Optional<AdcpCall> call) {
		return call.map((open) -> open.agent().equals(delivery.agent()))
			.orElseGet(() -> this.book.isSettled(delivery.operationId(), delivery.agent()));
	}

	private Optional<WebhookAnswer> repeated(Delivery delivery) {
		return this.memory.find(delivery.agent(), delivery.key())
			.map((first) -> first.equals(delivery.fingerprint()) ? WebhookAnswer.TAKEN : WebhookAnswer.CONFLICT);
	}

	private WebhookAnswer end(Delivery delivery) {
		return switch (this.book.settle(delivery.operationId(), CallEnd.of(delivery.update()), () -> tell(delivery))) {
			case FIRST, REPEATED -> WebhookAnswer.TAKEN;
			case UNKNOWN -> WebhookAnswer.UNKNOWN;
			case CONFLICTING -> {
				logger.error("The agent '" + delivery.agent() + "' tells another end (" + delivery.update().status()
						+ ") of the call " + delivery.operationId() + " than before. The first one stays");
				yield WebhookAnswer.CONFLICT;
			}
		};
	}

	/** After the end or after newer progress, it is late, and changes nothing. */
	private WebhookAnswer progress(Delivery delivery) {
		Instant moment = Objects.requireNonNull(delivery.update().updatedAt());
		if (this.book.progressed(delivery.operationId(), moment)) {
			tell(delivery);
		}
		return WebhookAnswer.TAKEN;
	}

	private void tell(Delivery delivery) {
		TaskUpdate update = delivery.update();
		JsonNode body = update.status().equals("completed") ? update.result() : null;
		WebhookEvent<JsonNode> event = new WebhookEvent<>(delivery.agent(), delivery.operationId(), update, body);
		this.listeners.forEach((listener) -> listener.onEvent(event));
	}

	static boolean isStatus(String word) {
		return STATUSES.contains(word);
	}

}
