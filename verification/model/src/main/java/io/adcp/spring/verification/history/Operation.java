package io.adcp.spring.verification.history;

import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A begin and its end.
 *
 * @param begin the begin; where nobody asked, the end
 * @param end the end, or {@code null} where it was not seen
 */
record Operation(HistoryEvent begin, @Nullable HistoryEvent end) {

	static Operation unasked(HistoryEvent event) {
		return new Operation(event, event);
	}

	Operation endedBy(HistoryEvent event) {
		return new Operation(this.begin, event);
	}

	long from() {
		return this.begin.number();
	}

	// Of one that has ended
	long to() {
		return Objects.requireNonNull(this.end).number();
	}

	String payload() {
		return this.begin.detail();
	}

	String answer() {
		return Objects.requireNonNull(this.end).detail();
	}

	Stream<HistoryEvent> events() {
		return Stream.of(this.begin, this.end).filter(Objects::nonNull);
	}

}
