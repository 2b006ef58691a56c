package io.adcp.spring.client;

import java.util.List;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpException;
import io.adcp.spring.Recovery;
import org.jspecify.annotations.Nullable;

/**
 * A task was followed and its end is not known: the deadline is over, the client was
 * closed, or the seller does not tell any more. The seller has taken the task on and may
 * end it at any time: follow the {@link #call()} again later, and never make the call
 * again.
 *
 * @since 0.1.0
 */
public class AdcpTaskUnfinishedException extends AdcpException {

	private static final long serialVersionUID = 1L;

	private static final String CODE = "TASK_UNFINISHED";

	private final transient AdcpCall call;

	private final @Nullable String status;

	AdcpTaskUnfinishedException(AdcpCall call, String why, @Nullable String status, @Nullable Throwable cause) {
		super(List.of(AdcpError.of(CODE,
				"It is not known how " + call.task() + " of the agent '" + call.agent() + "' ends (task: "
						+ call.taskId() + ", last status: " + status + "): " + why
						+ ". Follow the call again later; do not make it again.",
				Recovery.TERMINAL)), call.idempotencyKey(), cause);
		this.call = call;
		this.status = status;
	}

	/**
	 * Return the call whose task goes on.
	 * @return the call, for {@link AdcpClient#follow(AdcpCall, Class)}
	 */
	public AdcpCall call() {
		return this.call;
	}

	/**
	 * Return where the task stood when the seller was asked last.
	 * @return the status, such as {@code working}, or {@code null} where no poll was
	 * answered
	 */
	public @Nullable String status() {
		return this.status;
	}

}
