package io.adcp.spring.verification.history;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A task as a small machine: it goes on until its first end, and that stays. Whoever asks
 * once somebody was told of the end, is told of the same end.
 */
final class TaskHistory {

	private static final Set<String> ENDS = Set.of("completed", "failed", "rejected", "canceled");

	// Each question with the end that somebody had been told of when it began
	private final Map<Long, Question> open = new HashMap<>();

	private @Nullable Operation end;

	private @Nullable Disorder disorder;

	void add(HistoryEvent event) {
		if (event.what().isBegin()) {
			this.open.put(event.call(), new Question(new Operation(event, null), this.end));
			return;
		}
		Question question = this.open.remove(event.call());
		Operation asked = (question != null) ? question.asked().endedBy(event) : Operation.unasked(event);
		if (isEnd(event.detail())) {
			ended(asked);
		}
		else if (question != null && question.end() != null) {
			found("A task that has ended goes on", question.end(), asked);
		}
	}

	private void ended(Operation operation) {
		if (this.end == null) {
			this.end = operation;
		}
		else if (!this.end.answer().equals(operation.answer())) {
			found("A task has two ends", this.end, operation);
		}
	}

	private static boolean isEnd(String state) {
		return ENDS.contains(state.split(" ", 2)[0]);
	}

	private void found(String reason, Operation... operations) {
		if (this.disorder == null) {
			this.disorder = Disorder.of(reason, operations);
		}
	}

	@Nullable Disorder judge() {
		return this.disorder;
	}

	/**
	 * A question.
	 *
	 * @param asked its begin
	 * @param end what was known of the end by then
	 */
	private record Question(Operation asked, @Nullable Operation end) {
	}

}
