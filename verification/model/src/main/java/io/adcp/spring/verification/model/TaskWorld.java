package io.adcp.spring.verification.model;

/**
 * A buyer that wants one thing, two sellers' processes, one task, its one webhook, and a
 * receiver that notes each event once.
 *
 * @param asks whether the buyer waits for the answer of its call
 * @param knows whether it has the submitted answer
 * @param wire how many copies of its request are on their way
 * @param submitted how often the request was executed
 * @param task the task
 * @param one what a seller's process is at
 * @param two what the other is at
 * @param rows how often the rows of the task's completion were written
 * @param webhook how far the webhook has come
 * @param events the copies of the webhook on their way: those that tell of a completion,
 * and those that tell of a rejection
 * @param noted what the receiver has noted of it: the first end that it was told
 * @param acted how often the receiver's listener has run
 * @param book the end that the buyer's book has, from the webhook or a poll
 * @param settled how often the book was settled
 */
record TaskWorld(boolean asks, boolean knows, int wire, int submitted, TaskEnd task, WorkPhase one, WorkPhase two,
		int rows, EventPhase webhook, Copies events, TaskEnd noted, int acted, TaskEnd book, int settled) {

	static final TaskWorld START = new TaskWorld(false, false, 0, 0, TaskEnd.NONE, WorkPhase.IDLE, WorkPhase.IDLE, 0,
			EventPhase.NONE, Copies.NONE, TaskEnd.NONE, 0, TaskEnd.NONE, 0);

	WorkPhase worker(int number) {
		return (number == 0) ? this.one : this.two;
	}

	boolean hasEnded() {
		return this.task == TaskEnd.COMPLETED || this.task == TaskEnd.REJECTED;
	}

	TaskWorld asking(boolean asks, boolean knows, int wire) {
		return new TaskWorld(asks, knows, wire, this.submitted, this.task, this.one, this.two, this.rows, this.webhook,
				this.events, this.noted, this.acted, this.book, this.settled);
	}

	TaskWorld with(int number, WorkPhase worker) {
		return new TaskWorld(this.asks, this.knows, this.wire, this.submitted, this.task,
				(number == 0) ? worker : this.one, (number == 0) ? this.two : worker, this.rows, this.webhook,
				this.events, this.noted, this.acted, this.book, this.settled);
	}

	TaskWorld submit() {
		return new TaskWorld(this.asks, this.knows, this.wire, this.submitted + 1, TaskEnd.SUBMITTED, this.one,
				this.two, this.rows, this.webhook, this.events, this.noted, this.acted, this.book, this.settled);
	}

	TaskWorld ended(TaskEnd end, EventPhase webhook) {
		return new TaskWorld(this.asks, this.knows, this.wire, this.submitted, end, this.one, this.two,
				(end == TaskEnd.COMPLETED) ? this.rows + 1 : this.rows, webhook, this.events, this.noted, this.acted,
				this.book, this.settled);
	}

	TaskWorld with(EventPhase webhook) {
		return new TaskWorld(this.asks, this.knows, this.wire, this.submitted, this.task, this.one, this.two, this.rows,
				webhook, this.events, this.noted, this.acted, this.book, this.settled);
	}

	TaskWorld onTheWire(TaskEnd told, int more) {
		return new TaskWorld(this.asks, this.knows, this.wire, this.submitted, this.task, this.one, this.two, this.rows,
				this.webhook, this.events.plus(slot(told), more), this.noted, this.acted, this.book, this.settled);
	}

	private static int slot(TaskEnd told) {
		return (told == TaskEnd.COMPLETED) ? 0 : 1;
	}

	int copies(TaskEnd told) {
		return this.events.get(slot(told));
	}

	/**
	 * The receiver notes an event, and its listener's rows commit with the note. A second
	 * copy of it changes nothing.
	 * @param told the end that it tells
	 * @return the state after it
	 */
	TaskWorld noted(TaskEnd told) {
		if (this.noted != TaskEnd.NONE) {
			return this;
		}
		return new TaskWorld(this.asks, this.knows, this.wire, this.submitted, this.task, this.one, this.two, this.rows,
				this.webhook, this.events, told, this.acted + 1, this.book, this.settled)
			.settle(told);
	}

	/**
	 * The buyer's book is told of an end. The first one counts.
	 * @param told the end
	 * @return the state after it
	 */
	TaskWorld settle(TaskEnd told) {
		if (this.book != TaskEnd.NONE) {
			return this;
		}
		return new TaskWorld(this.asks, this.knows, this.wire, this.submitted, this.task, this.one, this.two, this.rows,
				this.webhook, this.events, this.noted, this.acted, told, this.settled + 1);
	}

	/** How a task stands. */
	enum TaskEnd {

		NONE, SUBMITTED, COMPLETED, REJECTED

	}

	/** What a process of the seller's is at. */
	enum WorkPhase {

		IDLE,

		/** It works on the task. */
		WORKING,

		/** The rows of its end are written, and nothing is committed. */
		WRITTEN,

		/** As WORKING, and meanwhile somebody else was given the work. */
		WORKING_OVERTAKEN,

		/** As WRITTEN, and meanwhile somebody else was given the work. */
		WRITTEN_OVERTAKEN,

		/** It has sent the webhook and waits for the receiver's answer. */
		TELLING;

		boolean isCurrent() {
			return this == WORKING || this == WRITTEN;
		}

		WorkPhase overtaken() {
			return switch (this) {
				case WORKING -> WORKING_OVERTAKEN;
				case WRITTEN -> WRITTEN_OVERTAKEN;
				default -> this;
			};
		}

	}

	/** How far a webhook has come. */
	enum EventPhase {

		NONE, DUE, SENT

	}

}
