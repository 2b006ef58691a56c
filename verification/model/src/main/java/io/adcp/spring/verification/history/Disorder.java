package io.adcp.spring.verification.history;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What no legal order can have, with no more lines of the log than it takes to see that.
 *
 * @param reason what is wrong
 * @param slice the lines, in their order
 */
public record Disorder(String reason, List<HistoryEvent> slice) {

	static Disorder of(String reason, Operation... operations) {
		return new Disorder(reason,
				Stream.of(operations)
					.flatMap(Operation::events)
					.distinct()
					.sorted(Comparator.comparing(HistoryEvent::number))
					.toList());
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder(this.reason);
		this.slice.forEach((event) -> text.append("\n     ").append(event.toLine()));
		return text.toString();
	}

}
