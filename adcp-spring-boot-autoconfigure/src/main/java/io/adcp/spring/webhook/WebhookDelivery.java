package io.adcp.spring.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import io.adcp.spring.idempotency.encryption.ResponseCipher;
import io.adcp.spring.webhook.DeliveryResult.Verdict;
import io.adcp.spring.work.WorkHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Delivers webhooks, at least once, in the order of their task, until the receiver has
 * accepted them or the horizon is over, which counts from the first attempt (AdCP 3.2,
 * webhooks). Each attempt is an observation, {@value #OBSERVATION}.
 *
 * @since 0.1.0
 */
public final class WebhookDelivery implements WorkHandler {

	/**
	 * The kind of work.
	 */
	public static final String KIND = "webhook";

	/**
	 * The observation's name.
	 */
	public static final String OBSERVATION = "adcp.server.webhook";

	private static final System.Logger logger = System.getLogger(WebhookDelivery.class.getName());

	private final WebhookSettings settings;

	private final WebhookStore store;

	private final ResponseCipher cipher;

	private final WebhookSender sender;

	private final Clock clock;

	private final ObservationRegistry observations;

	private final boolean needed;

	/**
	 * Create a handler.
	 * @param settings how webhooks are sent
	 * @param keys sign them
	 * @param store keeps them
	 * @param cipher decrypts them
	 * @param clock tells the time
	 * @param observations shows the attempts
	 */
	public WebhookDelivery(WebhookSettings settings, WebhookKeys keys, WebhookStore store, ResponseCipher cipher,
			Clock clock, ObservationRegistry observations) {
		this.settings = settings;
		this.store = store;
		this.cipher = cipher;
		this.sender = new WebhookSender(new TargetRules(settings.insecureTargets()), keys.signer(), clock);
		this.clock = clock;
		this.observations = observations;
		this.needed = keys.canSign() || settings.legacyHmac();
	}

	@Override
	public String kind() {
		return KIND;
	}

	/**
	 * Return whether any webhook can have been accepted.
	 * @return {@code true} if there is a way to sign
	 */
	@Override
	public boolean isNeeded() {
		return this.needed;
	}

	/**
	 * Return half of the threads: a receiver that does not answer holds one for as long
	 * as it is waited for.
	 */
	@Override
	public int atATime(int threads) {
		return Math.max(1, threads / 2);
	}

	/**
	 * Send a webhook once. A webhook that has ended comes here once more, to be forgotten
	 * after its retention.
	 * @param id the webhook's id
	 * @return when to come back
	 */
	@Override
	public @Nullable Duration run(String id) {
		WebhookRow row = this.store.find(id);
		if (row == null) {
			return null;
		}
		if (row.state() != WebhookState.DUE) {
			return forget(row);
		}
		if (row.earlierAttempts() != null) {
			return RetryDelay.after(row.earlierAttempts());
		}
		return deliver(row);
	}

	private @Nullable Duration forget(WebhookRow row) {
		Instant endedAt = Objects.requireNonNull(row.endedAt());
		Duration left = Duration.between(this.clock.instant(), endedAt.plus(this.settings.retention()));
		if (left.compareTo(Duration.ZERO) > 0) {
			return left;
		}
		this.store.delete(row.id());
		return null;
	}

	private Duration deliver(WebhookRow row) {
		Instant now = this.clock.instant();
		Instant firstAttemptAt = (row.firstAttemptAt() != null) ? row.firstAttemptAt() : now;
		Instant deadline = firstAttemptAt.plus(this.settings.horizon());
		if (!now.isBefore(deadline)) {
			return giveUp(row, row.attempts(), "the horizon is over");
		}
		this.store.noteAttempt(row.id(), now);
		return settle(row, row.attempts() + 1, deadline);
	}

	private Duration settle(WebhookRow row, int attempts, Instant deadline) {
		Observation observation = Observation.start(OBSERVATION, this.observations);
		String outcome = "failed";
		try (Observation.Scope scope = observation.openScope()) {
			DeliveryResult result = send(row);
			Duration delay = RetryDelay.after(attempts);
			boolean over = !this.clock.instant().plus(delay).isBefore(deadline);
			outcome = outcome(result.verdict(), over).label();
			return switch (outcome(result.verdict(), over)) {
				case DELIVERED -> end(row, WebhookState.DELIVERED, attempts, result.text());
				case GIVEN_UP -> giveUp(row, attempts, result.text());
				case DUE -> again(row, attempts, result.text(), delay);
			};
		}
		finally {
			observation.lowCardinalityKeyValue("adcp.outcome", outcome).stop();
		}
	}

	private static WebhookState outcome(Verdict verdict, boolean over) {
		return switch (verdict) {
			case ACCEPTED -> WebhookState.DELIVERED;
			case REFUSED -> WebhookState.GIVEN_UP;
			case FAILED -> over ? WebhookState.GIVEN_UP : WebhookState.DUE;
		};
	}

	private DeliveryResult send(WebhookRow row) {
		Webhook webhook;
		try {
			webhook = Webhook
				.parse(this.cipher.decrypt(UUID.fromString(row.id()), KIND, Objects.requireNonNull(row.content())));
		}
		catch (ResponseCipher.UnreadableResponseException ex) {
			return DeliveryResult.failed("cannot be read (adcp.idempotency.encryption.keys)");
		}
		return this.sender.send(webhook);
	}

	private Duration again(WebhookRow row, int attempts, String result, Duration delay) {
		this.store.noteFailure(row.id(), result);
		logger.log((attempts == 1) ? System.Logger.Level.INFO : System.Logger.Level.DEBUG,
				describe(row) + " was not accepted at attempt " + attempts + " (" + result + "), the next follows in "
						+ delay.toMillis() + " ms");
		return delay;
	}

	private Duration giveUp(WebhookRow row, int attempts, String result) {
		logger.log(System.Logger.Level.WARNING, describe(row) + " was given up after attempt " + attempts + " ("
				+ result + "). Its buyer has to ask for the task's status");
		return end(row, WebhookState.GIVEN_UP, attempts, result);
	}

	private Duration end(WebhookRow row, WebhookState state, int attempts, String result) {
		this.store.end(row.id(), state, result, this.clock.instant());
		logger.log(System.Logger.Level.DEBUG,
				() -> describe(row) + " was " + state.label() + " at attempt " + attempts + " (" + result + ")");
		return this.settings.retention();
	}

	private static String describe(WebhookRow row) {
		return "Webhook " + row.id() + " of task " + row.taskId();
	}

}
