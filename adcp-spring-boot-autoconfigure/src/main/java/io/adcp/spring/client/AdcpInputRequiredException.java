package io.adcp.spring.client;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpException;
import io.adcp.spring.Recovery;
import io.adcp.spring.client.task.TaskUpdate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A task that was followed waits for the buyer. {@link #question()} says for what.
 * <p>
 * Over MCP, AdCP 3.x has no request that continues a task: its id is no right to. Give
 * the seller what it asks for by the way that its message names, such as its console or a
 * person, and follow the {@link #call()} again; or make a new call, under a new key, once
 * the seller has ended this one.
 *
 * @since 0.1.0
 */
public class AdcpInputRequiredException extends AdcpException {

	private static final long serialVersionUID = 1L;

	private final transient AdcpCall call;

	private final transient TaskUpdate update;

	AdcpInputRequiredException(AdcpCall call, TaskUpdate update) {
		super(List.of(AdcpError.of(update.status().toUpperCase(Locale.ROOT).replace('-', '_'),
				"The agent '" + call.agent() + "' waits for more from the buyer before it goes on with " + call.task()
						+ " (task: " + call.taskId() + ", reason: " + reason(update) + "). Give it what it asks for, "
						+ "and follow the call again.",
				Recovery.CORRECTABLE)), call.idempotencyKey(), null);
		this.call = call;
		this.update = update;
	}

	private static String reason(TaskUpdate update) {
		JsonNode result = update.result();
		return (result != null) ? result.path("reason").stringValue("not told") : "not told";
	}

	/**
	 * Return the call whose task waits.
	 * @return the call, for {@link AdcpClient#follow(AdcpCall, Class)} once the seller
	 * has its answer
	 */
	public AdcpCall call() {
		return this.call;
	}

	/**
	 * Return the task that waits.
	 * @return the seller's id
	 */
	public String taskId() {
		return Objects.requireNonNull(this.call.taskId());
	}

	/**
	 * Return what the seller asks for, such as {@code reason} and {@code errors}.
	 * @return the question as JSON, or {@code null} where the seller gave none
	 */
	public @Nullable JsonNode question() {
		return this.update.result();
	}

}
