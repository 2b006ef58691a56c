package io.adcp.spring.client;

import java.util.HexFormat;

import io.adcp.spring.AdcpException;
import io.adcp.spring.client.task.TaskUpdate;

/**
 * How a call has ended.
 *
 * @param status {@code completed}, {@code failed}, {@code canceled} or {@code rejected},
 * or {@code found} or {@code absent} where that was looked up at the seller
 * @param fingerprint what tells this end from another one, in hexadecimal
 * @since 0.1.0
 */
public record CallEnd(String status, String fingerprint) {

	private static final String UNSEEN = "";

	/**
	 * Return the end that a task's update tells.
	 * @param update the update, which is terminal
	 * @return the end
	 */
	public static CallEnd of(TaskUpdate update) {
		return new CallEnd(update.status(), HexFormat.of().formatHex(update.fingerprint()));
	}

	/**
	 * Return whether another end is the same, as far as both are known. An end that was
	 * not told by a task's update is compared by its status alone.
	 * @param other the other end
	 * @return {@code false} where they contradict each other
	 */
	public boolean agreesWith(CallEnd other) {
		return this.status.equals(other.status) && (this.fingerprint.equals(other.fingerprint)
				|| this.fingerprint.equals(UNSEEN) || other.fingerprint.equals(UNSEEN));
	}

	static CallEnd of(AdcpResult<?> result) {
		return new CallEnd(AdcpResult.COMPLETED, UNSEEN);
	}

	static CallEnd of(AdcpException failure) {
		return new CallEnd(failure.code().equals("TASK_CANCELED") ? "canceled" : "failed", UNSEEN);
	}

	static CallEnd found() {
		return new CallEnd("found", UNSEEN);
	}

	static CallEnd absent() {
		return new CallEnd("absent", UNSEEN);
	}

}
