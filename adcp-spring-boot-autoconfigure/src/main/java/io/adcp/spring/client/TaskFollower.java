package io.adcp.spring.client;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.Recovery;
import io.adcp.spring.client.task.TaskUpdate;
import io.adcp.spring.wire.LenientJson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Follows one task until it ends or waits for the buyer: asks the seller again and again,
 * and listens for the webhook that may be faster.
 */
final class TaskFollower {

	/** What a seller says to everybody but the one who has submitted the task. */
	private static final String UNKNOWN_TASK = "REFERENCE_NOT_FOUND";

	private final AdcpCall call;

	private final String taskId;

	private final ClientSettings settings;

	private final Function<ObjectNode, Mono<AdcpResult<JsonNode>>> ask;

	private final long startMillis;

	private Duration wait;

	private int polls;

	private volatile @Nullable TaskUpdate last;

	private volatile @Nullable AdcpException lastFailure;

	/**
	 * Create a follower.
	 * @param ask asks the seller for the status of a task
	 */
	TaskFollower(AdcpCall call, ClientSettings settings, Function<ObjectNode, Mono<AdcpResult<JsonNode>>> ask) {
		this.call = call;
		this.taskId = Objects.requireNonNull(call.taskId(), "The call has no task yet");
		this.settings = settings;
		this.ask = ask;
		this.startMillis = now();
		this.wait = call.isNotified() ? settings.follow().maxInterval() : settings.follow().interval();
	}

	/**
	 * Follow the task.
	 * @param atOnce whether to ask at once; otherwise a first wait comes before
	 * @param stopped tells that the caller has to go on, and why
	 */
	Mono<AdcpResult<JsonNode>> follow(boolean atOnce, Mono<String> stopped) {
		Mono<TaskUpdate> told = this.settings.updates().await(this.call.agent(), this.taskId);
		Mono<TaskUpdate> asked = (atOnce ? Mono.just(0L) : pause()).then(poll());
		Mono<TaskUpdate> ended = stopped.flatMap((why) -> Mono.error(() -> unfinished(why)));
		return Mono.firstWithSignal(ended, told, asked)
			.timeout(this.settings.follow().deadline(), Mono.error(() -> unfinished("the deadline is over")),
					this.settings.scheduler())
			.map(this::end);
	}

	/** Ask once; the answer may be that the task goes on. */
	Mono<AdcpResult<JsonNode>> askOnce() {
		return this.ask.apply(request()).map((answer) -> {
			TaskUpdate update = TaskUpdate.read(answer.body());
			return (update.isTerminal() || update.isBlocked()) ? end(update) : new AdcpResult<>(answer.body(),
					this.call.idempotencyKey(), false, AdcpResult.WORKING, this.taskId, null, 1, this.call);
		});
	}

	private Mono<TaskUpdate> poll() {
		return Mono.defer(() -> this.ask.apply(request()))
			.map((answer) -> TaskUpdate.read(answer.body()))
			.doOnNext(this::seen)
			.filter((update) -> update.isTerminal() || update.isBlocked())
			.onErrorResume(AdcpException.class, this::goOnOrFail)
			.repeatWhenEmpty(Integer.MAX_VALUE, (rounds) -> rounds.concatMap((round) -> pause()));
	}

	/** A status request is no purchase: it has no key, and the polls share none. */
	private ObjectNode request() {
		this.polls++;
		ObjectNode request = JsonNodeFactory.instance.objectNode();
		request.put("task_id", this.taskId).put("include_result", true);
		ObjectNode sent = LenientJson.object(this.call.arguments());
		if (sent != null && sent.path("account").isObject()) {
			request.set("account", sent.get("account"));
		}
		return request;
	}

	private void seen(TaskUpdate update) {
		this.last = update;
		this.lastFailure = null;
	}

	/** A poll that got no answer says nothing of the task. */
	private Mono<TaskUpdate> goOnOrFail(AdcpException failure) {
		this.lastFailure = failure;
		boolean later = failure.recovery() == Recovery.TRANSIENT && !UNKNOWN_TASK.equals(failure.code());
		return later ? Mono.empty() : Mono.error(unfinished("the seller does not tell, " + failure.code()));
	}

	private Mono<Long> pause() {
		TaskUpdate update = this.last;
		AdcpException failure = this.lastFailure;
		Duration asked = (failure != null) ? failure.retryAfter() : (update != null) ? update.retryAfter() : null;
		Duration next = (asked != null) ? asked : this.wait;
		if (asked == null) {
			this.wait = this.settings.follow().after(this.wait);
		}
		return Mono.delay(next, this.settings.scheduler());
	}

	private AdcpResult<JsonNode> end(TaskUpdate update) {
		if (update.isBlocked()) {
			throw new AdcpInputRequiredException(this.call, update);
		}
		return AnswerReader.readEnd(this.call, update, Math.max(1, this.polls));
	}

	private AdcpTaskUnfinishedException unfinished(String why) {
		TaskUpdate update = this.last;
		return new AdcpTaskUnfinishedException(this.call, why + " (after " + elapsed().toSeconds() + " s)",
				(update != null) ? update.status() : null, this.lastFailure);
	}

	private Duration elapsed() {
		return Duration.ofMillis(now() - this.startMillis);
	}

	private long now() {
		return TimeUnit.NANOSECONDS.toMillis(this.settings.scheduler().now(TimeUnit.NANOSECONDS));
	}

}
