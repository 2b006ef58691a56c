package io.adcp.spring.idempotency;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/**
 * The claims whose handlers run on the current thread. A database lock does not stop the
 * session that holds it, so a handler that calls itself with its own key is stopped here.
 */
final class RunningCalls {

	private final ThreadLocal<Deque<UUID>> ids = new ThreadLocal<>();

	boolean isRunning(Claim claim) {
		Deque<UUID> stack = this.ids.get();
		return stack != null && stack.contains(claim.id());
	}

	boolean isEmpty() {
		return this.ids.get() == null;
	}

	void begin(Claim claim) {
		Deque<UUID> stack = this.ids.get();
		if (stack == null) {
			stack = new ArrayDeque<>(1);
			this.ids.set(stack);
		}
		stack.push(claim.id());
	}

	void end(Claim claim) {
		Deque<UUID> stack = this.ids.get();
		stack.removeFirstOccurrence(claim.id());
		if (stack.isEmpty()) {
			this.ids.remove();
		}
	}

}
