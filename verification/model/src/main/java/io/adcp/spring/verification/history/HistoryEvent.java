package io.adcp.spring.verification.history;

import java.util.Set;

/**
 * A line of the log. What begins and what ends has a line each, so that the order of the
 * lines says what came before what, and what went on at the same time.
 *
 * @param number the place in the log
 * @param party who saw it
 * @param object the key's or the task's name, which is no secret
 * @param what what was seen
 * @param call the number of the call that begins or ends, or 0
 * @param detail the payload's digest, the answer's digest, the state, or what there is
 */
public record HistoryEvent(long number, String party, String object, What what, long call, String detail) {

	/**
	 * Read a line.
	 * @param line what {@link #toLine()} has made
	 * @return the event
	 */
	public static HistoryEvent fromLine(String line) {
		String[] parts = line.split("\t", -1);
		return new HistoryEvent(Long.parseLong(parts[0]), parts[1], parts[2], What.valueOf(parts[3]),
				Long.parseLong(parts[4]), parts[5]);
	}

	/**
	 * Return this as a line.
	 * @return the line, without its end
	 */
	public String toLine() {
		return String.join("\t", String.valueOf(this.number), this.party, this.object, this.what.name(),
				String.valueOf(this.call), this.detail);
	}

	/** What was seen. */
	public enum What {

		/** A request with a key begins; the detail is its payload. */
		EXECUTE,

		/** It ends: executed now, with this answer. */
		FRESH,

		/** It ends: executed before, with this answer. */
		REPLAY,

		/** It ends: the key belongs to another payload. */
		CONFLICT,

		/** It ends: somebody else is executing the key. */
		IN_FLIGHT,

		/** It ends: the handler refuses it, and nothing was done. */
		REFUSED,

		/** It ends in a way that leaves open whether it was executed. */
		FAILED,

		/** A question about a task begins. */
		ASK,

		/** It ends, or a webhook tells: the task's state, with its answer. */
		STATE,

		/** At the end: something is there that stands for the key's execution. */
		EFFECT,

		/** At the end: the buyer has what it wanted. */
		BOOKED,

		/** At the end: the buyer was told that it does not get it. */
		NOT_BOOKED;

		private static final Set<What> TASKS = Set.of(ASK, STATE);

		private static final Set<What> BEGINS = Set.of(EXECUTE, ASK);

		boolean isOfTask() {
			return TASKS.contains(this);
		}

		boolean isBegin() {
			return BEGINS.contains(this);
		}

	}

}
