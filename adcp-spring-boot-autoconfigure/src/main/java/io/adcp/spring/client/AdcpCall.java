package io.adcp.spring.client;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

import io.adcp.spring.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * One call, frozen: to whom, which task, under which key, and the very bytes of its
 * arguments. Every attempt sends exactly these bytes, in this process or in a later one
 * (AdCP 3.1 idempotency: same key, same payload), so a call that was stored before it was
 * sent can be resumed after a crash without the risk of executing it twice.
 * <p>
 * A call remembers whether the seller may have executed it, see
 * {@link #executionPossible()}. Everyone who sends this object shares that knowledge,
 * even at the same time.
 * <p>
 * {@link #toJson()} and {@link #fromJson(String)} are for storing it. The JSON form is an
 * object with the members {@code version} (2), {@code id}, {@code agent}, {@code task},
 * {@code idempotency_key} (absent where the call has none), {@code created_at} (ISO
 * 8601), {@code execution_possible} (what was known when the text was written),
 * {@code address}, {@code principal} and {@code task_id} (each absent where it is not
 * known) and {@code arguments} (the frozen JSON as a string). Version 1, which has none
 * of what is known of the sending, is still read. The text holds the key and the request:
 * keep it where the business data is kept.
 *
 * @since 0.1.0
 */
public final class AdcpCall {

	private final String id;

	private final CallTarget target;

	private final String task;

	private final @Nullable String idempotencyKey;

	private final Instant createdAt;

	private final byte[] arguments;

	private final boolean notified;

	private final CallProgress progress;

	AdcpCall(String id, CallTarget target, String task, @Nullable String idempotencyKey, Instant createdAt,
			byte[] arguments, boolean notified, CallProgress progress) {
		this.id = id;
		this.target = target;
		this.task = task;
		this.idempotencyKey = idempotencyKey;
		this.createdAt = createdAt;
		this.arguments = arguments;
		this.notified = notified;
		this.progress = progress;
	}

	/**
	 * Return the id of this call. It is random, unrelated to the key, and may be logged.
	 * @return the id
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Return the seller's name in this application.
	 * @return the agent's name
	 */
	public String agent() {
		return this.target.agent();
	}

	/**
	 * Return where the seller was reached when the call was frozen. A client that reaches
	 * its seller elsewhere refuses the call.
	 * @return the address, or {@code null} where it is not known
	 */
	public @Nullable String address() {
		return this.target.address();
	}

	/**
	 * Return as whom the call is sent: the name that the application has for the identity
	 * behind its credentials, which outlives any token. A seller keeps keys and tasks by
	 * identity, so a client that calls as another one refuses the call.
	 * @return the principal, or {@code null} where the application gave none
	 */
	public @Nullable String principal() {
		return this.target.principal();
	}

	/**
	 * Return the seller's id for the work that this call began. Known once the seller has
	 * answered that it goes on.
	 * @return the task's id, for {@link AdcpClient#follow(AdcpCall, Class)}, or
	 * {@code null} as long as there is none
	 */
	public @Nullable String taskId() {
		return this.progress.taskId();
	}

	/**
	 * Return the task's name on the wire.
	 * @return the task
	 */
	public String task() {
		return this.task;
	}

	/**
	 * Return the key. It is a secret within the seller's replay window: do not log it in
	 * full.
	 * @return the key, or {@code null} where the call has none
	 */
	public @Nullable String idempotencyKey() {
		return this.idempotencyKey;
	}

	/**
	 * Return when the call was frozen. The seller's replay window is counted from this
	 * moment, which is never later than its start.
	 * @return the moment of freezing
	 */
	public Instant createdAt() {
		return this.createdAt;
	}

	/**
	 * Return the frozen arguments.
	 * @return a copy of the bytes, a JSON object in UTF-8 with the key in it
	 */
	public byte[] arguments() {
		return this.arguments.clone();
	}

	/**
	 * Return the frozen arguments with something around them: a transport's message, made
	 * by one copy.
	 * @param before what comes before them
	 * @param after what comes behind them
	 * @return the bytes of all three
	 */
	public byte[] argumentsBetween(byte[] before, byte[] after) {
		byte[] all = Arrays.copyOf(before, before.length + this.arguments.length + after.length);
		System.arraycopy(this.arguments, 0, all, before.length, this.arguments.length);
		System.arraycopy(after, 0, all, all.length - after.length, after.length);
		return all;
	}

	/**
	 * Return whether the seller may have executed the call. That becomes {@code true}
	 * before the first byte of an attempt can leave, and {@code false} again only where
	 * it is certain that no attempt was executed. As long as it is {@code true}, nothing
	 * but success, a conflict or the key's expiry settles the call. Any other failure,
	 * even a refusal by the seller, ends as {@link AdcpUnknownOutcomeException}.
	 * @return {@code false} where the call was certainly not executed
	 */
	public boolean executionPossible() {
		return this.progress.executionPossible();
	}

	CallProgress progress() {
		return this.progress;
	}

	CallTarget target() {
		return this.target;
	}

	/** The same call, sent to where the client reaches the seller now. */
	AdcpCall withTarget(CallTarget target) {
		return new AdcpCall(this.id, target, this.task, this.idempotencyKey, this.createdAt, this.arguments,
				this.notified, this.progress);
	}

	/** Whether the seller was given an address for webhooks. */
	boolean isNotified() {
		return this.notified;
	}

	boolean isRead() {
		return StateChanges.isRead(this.task, this.arguments);
	}

	/**
	 * Return the JSON form, for storing.
	 * @return the JSON, with what is known now of whether the call was executed
	 */
	public String toJson() {
		return AdcpCallJson.write(this, new String(this.arguments, StandardCharsets.UTF_8));
	}

	/**
	 * Read a stored call. It counts as possibly executed, even if the text was written
	 * before anything was sent: the text cannot tell what was sent after that.
	 * @param json what {@link #toJson()} returned, in this version or an earlier one
	 * @return an equal call, with the same bytes
	 * @throws IllegalArgumentException where the text is not the JSON form of a call; the
	 * message does not quote it
	 * @see #unsentFromJson(String)
	 */
	public static AdcpCall fromJson(String json) {
		return AdcpCallJson.read(json);
	}

	/**
	 * Read a stored call that has certainly not been sent. Only the application can know
	 * that, by a mark of its own that it stores and commits before it sends a call. A
	 * refusal of such a call is final, and not an unknown outcome.
	 * @param json what {@link #toJson()} returned before the call was sent
	 * @return an equal call, with the same bytes
	 * @throws IllegalArgumentException where the text is not the JSON form of a call, or
	 * says that the call may have been executed, or is of version 1, which does not say
	 */
	public static AdcpCall unsentFromJson(String json) {
		return AdcpCallJson.readUnsent(json);
	}

	/**
	 * Compare two calls.
	 * @param other the other call
	 * @return {@code true} where they send the same, whatever has become of them
	 */

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other
				|| (other instanceof AdcpCall that && this.id.equals(that.id) && this.target.equals(that.target)
						&& this.task.equals(that.task) && Objects.equals(this.idempotencyKey, that.idempotencyKey)
						&& this.createdAt.equals(that.createdAt) && Arrays.equals(this.arguments, that.arguments));
	}

	@Override
	public int hashCode() {
		return this.id.hashCode();
	}

	/**
	 * Return a text without secrets.
	 * @return the call's coordinates and no more than eight characters of the key
	 */
	@Override
	public String toString() {
		return "AdcpCall[id=" + this.id + ", agent=" + agent() + ", task=" + this.task + ", key="
				+ IdempotencyKey.redact(this.idempotencyKey) + ", createdAt=" + this.createdAt + "]";
	}

}
