package io.adcp.spring.verification.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.adcp.spring.verification.history.HistoryEvent.What;
import org.jspecify.annotations.Nullable;

/**
 * Decides by trying all orders, for a handful of calls of one key: what the checker is
 * held against. A call that has failed, or was not answered, may take effect at any time
 * after its begin, or never.
 */
final class LegalOrders {

	private final List<Operation> operations;

	private LegalOrders(List<Operation> operations) {
		this.operations = operations;
	}

	static boolean exist(List<HistoryEvent> events) {
		Map<Long, Operation> calls = new HashMap<>();
		for (HistoryEvent event : events) {
			calls.merge(event.call(), new Operation(event, null), (begun, end) -> begun.endedBy(event));
		}
		return new LegalOrders(new ArrayList<>(calls.values())).exist(null, null);
	}

	private boolean exist(@Nullable String payload, @Nullable String answer) {
		if (this.operations.stream().allMatch(LegalOrders::mayNeverTakeEffect)) {
			return true;
		}
		for (Operation next : List.copyOf(this.operations)) {
			if (mayBeNext(next) && existAfter(next, payload, answer)) {
				return true;
			}
		}
		return false;
	}

	// Nobody else may have ended before it began. One that failed may be carried out
	// later.
	private boolean mayBeNext(Operation next) {
		return this.operations.stream().allMatch((other) -> mayNeverTakeEffect(other) || other.to() > next.from());
	}

	private static boolean mayNeverTakeEffect(Operation operation) {
		return operation.end() == null || operation.end().what() == What.FAILED;
	}

	private boolean existAfter(Operation next, @Nullable String payload, @Nullable String answer) {
		this.operations.remove(next);
		try {
			What what = (next.end() != null) ? next.end().what() : What.FAILED;
			return switch (what) {
				case FRESH -> payload == null && exist(next.payload(), next.answer());
				case REPLAY -> next.payload().equals(payload) && (answer == null || answer.equals(next.answer()))
						&& exist(payload, next.answer());
				case REFUSED -> payload == null && exist(null, null);
				default -> exist(payload, answer) || (payload == null && exist(next.payload(), null));
			};
		}
		finally {
			this.operations.add(next);
		}
	}

}
