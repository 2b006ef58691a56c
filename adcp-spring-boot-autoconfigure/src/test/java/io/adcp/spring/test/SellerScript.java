package io.adcp.spring.test;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.Recovery;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a {@link TestSeller} does with the next attempts of a task, one after the other.
 * When the script is at its end, the seller does as AdCP asks again: a new key is
 * executed, the same key with the same payload gets the first answer again, and the same
 * key with another payload is a conflict.
 *
 * @since 0.1.0
 */
public final class SellerScript {

	private final TestSeller seller;

	private final String task;

	private final Queue<SellerStep> steps = new ConcurrentLinkedQueue<>();

	private volatile Consumer<ReceivedCall> whenReceived = (call) -> {
	};

	private volatile Consumer<ReceivedCall> whenExecuted = (call) -> {
	};

	SellerScript(TestSeller seller, String task) {
		this.seller = seller;
		this.task = task;
	}

	/**
	 * Say what each execution answers from now on. This is no step.
	 * @param answer anything that Jackson writes as a JSON object
	 * @return this script
	 */
	public SellerScript returns(Object answer) {
		return returns((request) -> answer);
	}

	/**
	 * Say how each execution makes its answer from now on. This is no step. An
	 * {@link io.adcp.spring.AdcpException} that it throws is the answer, and frees the
	 * key.
	 * @param work makes the answer, anything that Jackson writes as a JSON object, of the
	 * arguments
	 * @return this script
	 */
	public SellerScript returns(Function<JsonNode, ?> work) {
		this.seller.memory().work(this.task, work);
		return this;
	}

	/**
	 * Do something each time when an attempt has come, before anything else is done about
	 * it. This is no step.
	 * @param action the action, on the thread that serves the attempt
	 * @return this script
	 */
	public SellerScript whenReceived(Consumer<ReceivedCall> action) {
		this.whenReceived = action;
		return this;
	}

	/**
	 * Do something each time when an attempt has been dealt with, before it is answered.
	 * This is no step.
	 * @param action the action, on the thread that serves the attempt
	 * @return this script
	 */
	public SellerScript whenExecuted(Consumer<ReceivedCall> action) {
		this.whenExecuted = action;
		return this;
	}

	/**
	 * Do as AdCP asks.
	 * @return this script
	 */
	public SellerScript answers() {
		return then(SellerStep.HONEST);
	}

	/**
	 * Execute the call, and break the connection before a byte of the answer is sent.
	 * @return this script
	 */
	public SellerScript losesAnswer() {
		return then((call, memory) -> {
			memory.execute(call);
			return SellerReply.LOST;
		});
	}

	/**
	 * Break the connection without having executed the call.
	 * @return this script
	 */
	public SellerScript losesRequest() {
		return then((call, memory) -> SellerReply.LOST);
	}

	/**
	 * Take the call twice, as if the network had delivered it twice, and answer what the
	 * second one gets.
	 * @return this script
	 */
	public SellerScript duplicates() {
		return then((call, memory) -> {
			memory.execute(call);
			return SellerReply.of(memory.execute(call));
		});
	}

	/**
	 * Do as AdCP asks, but only after a while.
	 * @param duration how long
	 * @return this script
	 */
	public SellerScript delays(Duration duration) {
		CountDownLatch never = new CountDownLatch(1);
		return then((call, memory) -> {
			try {
				never.await(duration.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				return SellerReply.LOST;
			}
			return SellerReply.of(memory.execute(call));
		});
	}

	/**
	 * Say that a call with this key is still running, as {@code IDEMPOTENCY_IN_FLIGHT}.
	 * @param retryAfter when to come again, in whole seconds
	 * @return this script
	 */
	public SellerScript answersInFlight(Duration retryAfter) {
		return refuses(AdcpError.of(AdcpErrorCode.IDEMPOTENCY_IN_FLIGHT, "The same call is running")
			.withRetryAfter(retryAfter));
	}

	/**
	 * Say that the key was used for another request, as {@code IDEMPOTENCY_CONFLICT}.
	 * @return this script
	 */
	public SellerScript conflicts() {
		return refuses(AdcpError.of(AdcpErrorCode.IDEMPOTENCY_CONFLICT, "The key was used for another request"));
	}

	/**
	 * Refuse the call and execute nothing.
	 * @param code the error's code
	 * @param message the error's message
	 * @param recovery what the buyer can do about it
	 * @return this script
	 */
	public SellerScript refuses(String code, String message, Recovery recovery) {
		return refuses(AdcpError.of(code, message, recovery));
	}

	/**
	 * Refuse the call and execute nothing.
	 * @param error the error
	 * @return this script
	 */
	public SellerScript refuses(AdcpError error) {
		return then((call, memory) -> SellerReply.of(SellerMemory.error(error, call)));
	}

	/**
	 * Answer with an HTTP status and no body, and execute nothing.
	 * @param status the status, such as 503
	 * @return this script
	 */
	public SellerScript answersStatus(int status) {
		return then((call, memory) -> SellerReply.of(status));
	}

	/**
	 * Answer that the work goes on. The test ends it by {@link TestSeller#task(String)}.
	 * @param taskId the task's id
	 * @return this script
	 */
	public SellerScript submits(String taskId) {
		return then((call, memory) -> SellerReply.of(submit(taskId, call, memory)));
	}

	/**
	 * Answer that the work goes on, and complete it as soon as the answer is on its way.
	 * If the call named an address for webhooks, a signed one goes there.
	 * @param taskId the task's id
	 * @param result the task's answer, anything that Jackson writes as a JSON object
	 * @return this script
	 */
	public SellerScript submitsAndCompletes(String taskId, Object result) {
		return then((call, memory) -> SellerReply.of(submit(taskId, call, memory))
			.then(() -> this.seller.task(taskId).completes(result)));
	}

	private ObjectNode submit(String taskId, ReceivedCall call, SellerMemory memory) {
		return memory.execute(call, (arguments) -> {
			this.seller.open(taskId, call);
			return Map.of("status", "submitted", "task_id", taskId);
		});
	}

	private SellerScript then(SellerStep step) {
		this.steps.add(step);
		return this;
	}

	SellerReply play(ReceivedCall call, SellerMemory memory) {
		this.whenReceived.accept(call);
		SellerStep next = this.steps.poll();
		SellerReply reply = ((next != null) ? next : SellerStep.HONEST).play(call, memory);
		this.whenExecuted.accept(call);
		return reply;
	}

}
