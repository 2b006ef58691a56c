package io.adcp.spring.verification.model;

import java.util.List;
import java.util.function.Consumer;

import io.adcp.spring.verification.model.TaskWorld.EventPhase;
import io.adcp.spring.verification.model.TaskWorld.TaskEnd;
import io.adcp.spring.verification.model.TaskWorld.WorkPhase;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that end later, and their webhooks: two sellers' processes work on one task, of
 * which one may be given up for dead and go on; a person may reject it meanwhile; the
 * buyer hears of the end from a webhook, from its own question, or from both.
 */
final class TaskProtocol implements Protocol<TaskWorld> {

	private static final int[] BOTH = { 0, 1 };

	private static final List<TaskEnd> ENDS = List.of(TaskEnd.COMPLETED, TaskEnd.REJECTED);

	private static final String[] SELLERS = { "seller 1", "seller 2" };

	private static final String REQUEST = "the buyer's request";

	private static final int COPIES = 2;

	private final @Nullable Mutation mutation;

	private final List<Invariant<TaskWorld>> invariants = List.of(
			Invariant.outward("rule 9", "one call makes one task", (state) -> state.submitted() <= 1),
			Invariant.outward("rule 2", "who has the submitted answer has the task",
					(state) -> !state.knows() || state.task() != TaskEnd.NONE),
			Invariant.inward("tasks", "a task is completed if, and only if, its rows are there, once",
					(state) -> state.rows() == ((state.task() == TaskEnd.COMPLETED) ? 1 : 0)),
			Invariant.inward("webhooks", "a webhook is due or sent if, and only if, the task has ended",
					(state) -> state.hasEnded() == (state.webhook() != EventPhase.NONE)),
			Invariant.outward("webhooks", "what a webhook tells is the task's end",
					(state) -> ENDS.stream().allMatch((end) -> state.copies(end) == 0 || state.task() == end)),
			Invariant.outward("webhooks", "the receiver has what is marked as sent",
					(state) -> state.webhook() != EventPhase.SENT || state.noted() != TaskEnd.NONE),
			Invariant.outward("webhooks", "the receiver acts on each event once", (state) -> state.acted() <= 1),
			Invariant.outward("tasks", "the buyer's book is settled once, with the task's end",
					(state) -> state.settled() <= 1 && (state.book() == TaskEnd.NONE || state.book() == state.task())));

	TaskProtocol(@Nullable Mutation mutation) {
		this.mutation = mutation;
	}

	@Override
	public String name() {
		return "tasks and webhooks";
	}

	@Override
	public List<TaskWorld> starts() {
		return List.of(TaskWorld.START);
	}

	@Override
	public List<Invariant<TaskWorld>> invariants() {
		return this.invariants;
	}

	@Override
	public boolean isEnded(TaskWorld state) {
		return state.knows() && !state.asks() && state.wire() == 0 && state.hasEnded() && state.book() != TaskEnd.NONE
				&& state.webhook() == EventPhase.SENT && state.events().isEmpty() && state.one() == WorkPhase.IDLE
				&& state.two() == WorkPhase.IDLE;
	}

	@Override
	public void steps(TaskWorld state, Consumer<Move<TaskWorld>> to) {
		buyerSteps(state, to);
		callSteps(state, to);
		for (int seller : BOTH) {
			workSteps(state, seller, to);
			webhookSteps(state, seller, to);
		}
		if (state.task() == TaskEnd.SUBMITTED) {
			to.accept(new Move<>(Action.REJECT, "the task", state.ended(TaskEnd.REJECTED, EventPhase.DUE)));
		}
		ENDS.forEach((end) -> eventSteps(state, end, to));
	}

	private void buyerSteps(TaskWorld state, Consumer<Move<TaskWorld>> to) {
		if (state.asks()) {
			to.accept(
					new Move<>(Action.GIVE_UP_WAITING, "the buyer", state.asking(false, state.knows(), state.wire())));
		}
		else if (!state.knows() && state.wire() < COPIES) {
			to.accept(new Move<>(Action.SEND, REQUEST, state.asking(true, false, state.wire() + 1)));
		}
		if (state.knows() && state.hasEnded() && state.book() == TaskEnd.NONE) {
			to.accept(new Move<>(Action.POLL, "the buyer", state.settle(state.task())));
		}
	}

	// That of two copies one is executed, is shown by the keys. Here it is one step.
	private void callSteps(TaskWorld state, Consumer<Move<TaskWorld>> to) {
		if (state.wire() == 0) {
			return;
		}
		TaskWorld taken = state.asking(state.asks(), state.knows(), state.wire() - 1);
		to.accept(new Move<>(Action.LOSE_REQUEST, REQUEST, taken));
		if (state.wire() < COPIES) {
			to.accept(new Move<>(Action.DUPLICATE_REQUEST, REQUEST,
					state.asking(state.asks(), state.knows(), state.wire() + 1)));
		}
		TaskWorld done = (state.task() == TaskEnd.NONE) ? taken.submit() : taken;
		to.accept(new Move<>(Action.SUBMIT, "the seller, unless it has done so,",
				state.asks() ? done.asking(false, true, done.wire()) : done));
		to.accept(new Move<>(Action.LOSE_ANSWER, "the seller, which has committed the task,", done));
	}

	private void workSteps(TaskWorld state, int number, Consumer<Move<TaskWorld>> to) {
		WorkPhase worker = state.worker(number);
		String who = SELLERS[number];
		TaskWorld idle = state.with(number, WorkPhase.IDLE);
		switch (worker) {
			case IDLE -> {
				if (state.task() == TaskEnd.SUBMITTED && !state.worker(1 - number).isCurrent()) {
					to.accept(new Move<>(Action.START_WORK, who, state.with(number, WorkPhase.WORKING)));
				}
			}
			case WORKING, WORKING_OVERTAKEN -> {
				to.accept(new Move<>(Action.WORK, who, written(state, number, worker)));
				to.accept(new Move<>(Action.WORK_FAILS, who, idle));
			}
			case WRITTEN, WRITTEN_OVERTAKEN -> commitSteps(state, number, worker, to);
			case TELLING -> {
			}
		}
		if (worker.isCurrent()) {
			to.accept(new Move<>(Action.ABANDON, who, state.with(number, worker.overtaken())));
		}
		if (worker != WorkPhase.IDLE) {
			to.accept(new Move<>(Action.CRASH, who, idle));
		}
	}

	private TaskWorld written(TaskWorld state, int number, WorkPhase worker) {
		TaskWorld written = state.with(number,
				(worker == WorkPhase.WORKING) ? WorkPhase.WRITTEN : WorkPhase.WRITTEN_OVERTAKEN);
		boolean tellsNow = this.mutation == Mutation.WEBHOOK_IN_HANDLER && state.copies(TaskEnd.COMPLETED) < COPIES;
		return tellsNow ? written.onTheWire(TaskEnd.COMPLETED, 1) : written;
	}

	// The end compares the run and the state, so that one that was overtaken, or comes
	// after
	// a person's decision, is rolled back.
	private void commitSteps(TaskWorld state, int number, WorkPhase worker, Consumer<Move<TaskWorld>> to) {
		TaskWorld idle = state.with(number, WorkPhase.IDLE);
		boolean mine = worker == WorkPhase.WRITTEN && state.task() == TaskEnd.SUBMITTED;
		EventPhase webhook = (this.mutation == Mutation.WEBHOOK_IN_HANDLER) ? EventPhase.NONE : EventPhase.DUE;
		TaskWorld done = mine ? idle.ended(TaskEnd.COMPLETED, webhook) : idle;
		to.accept(new Move<>(Action.COMMIT, SELLERS[number], done));
		if (mine) {
			to.accept(new Move<>(Action.COMMIT_UNKNOWN_DONE, SELLERS[number], done));
			to.accept(new Move<>(Action.COMMIT_UNKNOWN_UNDONE, SELLERS[number], idle));
		}
	}

	private void webhookSteps(TaskWorld state, int number, Consumer<Move<TaskWorld>> to) {
		WorkPhase worker = state.worker(number);
		if (worker == WorkPhase.IDLE && state.webhook() == EventPhase.DUE && state.copies(state.task()) < COPIES) {
			to.accept(new Move<>(Action.TELL, SELLERS[number],
					state.with(number, WorkPhase.TELLING).onTheWire(state.task(), 1)));
		}
		if (worker == WorkPhase.TELLING) {
			TaskWorld idle = state.with(number, WorkPhase.IDLE);
			to.accept(new Move<>(Action.GIVE_UP_WAITING, SELLERS[number], idle));
			if (state.noted() != TaskEnd.NONE) {
				to.accept(new Move<>(Action.MARK, SELLERS[number], idle.with(EventPhase.SENT)));
			}
		}
	}

	private void eventSteps(TaskWorld state, TaskEnd told, Consumer<Move<TaskWorld>> to) {
		if (state.copies(told) == 0) {
			return;
		}
		String event = (told == TaskEnd.COMPLETED) ? "the event of a completion" : "the event of a rejection";
		TaskWorld taken = state.onTheWire(told, -1);
		to.accept(new Move<>(Action.LOSE_EVENT, event, taken));
		to.accept(new Move<>(Action.NOTICE, event, taken.noted(told)));
		if (state.copies(told) < COPIES) {
			to.accept(new Move<>(Action.DUPLICATE_EVENT, event, state.onTheWire(told, 1)));
		}
	}

}
