package io.adcp.spring.verification.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A key as a register that is written once. All that its operations demand of the instant
 * of the write are bounds: it is after the begin of whoever wrote, before the first
 * success ends, and after the begin of each refusal. So one look at each operation
 * decides.
 */
final class KeyHistory {

	private final Map<Long, Operation> open = new LinkedHashMap<>();

	private final Map<String, Operation> firstOfPayload = new HashMap<>();

	// Of each payload, the first that ended without telling
	private final Map<String, Operation> failures = new HashMap<>();

	private final List<HistoryEvent> effects = new ArrayList<>();

	private @Nullable Operation fresh;

	private @Nullable Operation firstSuccess;

	private @Nullable Operation lastRefusal;

	private @Nullable HistoryEvent known;

	private @Nullable Disorder disorder;

	void add(HistoryEvent event) {
		switch (event.what()) {
			case EXECUTE -> begin(new Operation(event, null));
			case EFFECT -> this.effects.add(event);
			case BOOKED, NOT_BOOKED -> this.known = event;
			default -> end(event);
		}
	}

	private void begin(Operation operation) {
		this.open.put(operation.begin().call(), operation);
		this.firstOfPayload.putIfAbsent(operation.payload(), operation);
	}

	private void end(HistoryEvent event) {
		Operation begun = this.open.remove(event.call());
		if (begun == null) {
			found("An answer without a request", Operation.unasked(event));
			return;
		}
		Operation operation = begun.endedBy(event);
		switch (event.what()) {
			case FRESH -> executed(operation);
			case REPLAY -> succeeded(operation);
			case REFUSED -> refused(operation);
			case CONFLICT -> conflict(operation);
			case FAILED -> failed(operation);
			default -> {
				// In flight: somebody else may execute it, this one has not
			}
		}
	}

	private void executed(Operation operation) {
		if (this.fresh != null) {
			found("Executed twice", this.fresh, operation);
			return;
		}
		this.fresh = operation;
		succeeded(operation);
	}

	private void succeeded(Operation operation) {
		if (this.firstSuccess == null) {
			this.firstSuccess = operation;
		}
		else if (!this.firstSuccess.payload().equals(operation.payload())) {
			found("Two payloads have succeeded under one key", this.firstSuccess, operation);
		}
		else if (!this.firstSuccess.answer().equals(operation.answer())) {
			found("Two answers under one key", this.firstSuccess, operation);
		}
	}

	private void refused(Operation operation) {
		if (this.lastRefusal == null || this.lastRefusal.from() < operation.from()) {
			this.lastRefusal = operation;
		}
	}

	private void conflict(Operation operation) {
		if (this.firstOfPayload.size() < 2) {
			found("A conflict, and no other payload was sent", operation);
		}
	}

	private void failed(Operation operation) {
		this.failures.merge(operation.payload(), operation, KeyHistory::earlier);
	}

	private static Operation earlier(Operation one, Operation other) {
		return (one.from() < other.from()) ? one : other;
	}

	private void found(String reason, Operation... operations) {
		if (this.disorder == null) {
			this.disorder = Disorder.of(reason, operations);
		}
	}

	/**
	 * Decide, once everything was added.
	 * @return what is wrong, or {@code null}
	 */
	@Nullable Disorder judge() {
		if (this.firstSuccess != null) {
			judgeSuccess(this.firstSuccess);
		}
		judgeEnd();
		return this.disorder;
	}

	private void judgeSuccess(Operation success) {
		Operation writer = (this.fresh != null) ? this.fresh : firstThatMayHaveExecuted(success.payload());
		if (writer == null) {
			found("Replayed, and nobody may have executed it", success);
		}
		else if (writer.from() > success.to()) {
			found("Replayed before it can have been executed", success, writer);
		}
		if (this.lastRefusal != null && this.lastRefusal.from() > success.to()) {
			found("Refused after it was executed", success, this.lastRefusal);
		}
	}

	// Those that are still open stand in the order of their begins
	private @Nullable Operation firstThatMayHaveExecuted(String payload) {
		Operation failure = this.failures.get(payload);
		for (Operation operation : this.open.values()) {
			if (operation.payload().equals(payload)) {
				return (failure != null) ? earlier(failure, operation) : operation;
			}
		}
		return failure;
	}

	private void judgeEnd() {
		if (this.effects.size() > 1) {
			found("There twice", Operation.unasked(this.effects.get(0)), Operation.unasked(this.effects.get(1)));
		}
		if (!this.effects.isEmpty() && !mayHaveBeenExecuted()) {
			found("There, and nobody may have executed it", Operation.unasked(this.effects.get(0)));
		}
		if (this.known == null) {
			return;
		}
		Operation end = Operation.unasked(this.known);
		if (this.known.what() == HistoryEvent.What.BOOKED && this.effects.isEmpty()) {
			found("Booked for its buyer, and not there", end);
		}
		if (this.known.what() == HistoryEvent.What.NOT_BOOKED && !this.effects.isEmpty()) {
			found("There, and not booked for its buyer", Operation.unasked(this.effects.get(0)), end);
		}
	}

	private boolean mayHaveBeenExecuted() {
		return this.firstSuccess != null || !this.failures.isEmpty() || !this.open.isEmpty();
	}

}
