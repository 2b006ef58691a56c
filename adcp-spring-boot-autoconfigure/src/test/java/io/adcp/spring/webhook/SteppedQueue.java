package io.adcp.spring.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.adcp.spring.testing.AdjustableClock;
import io.adcp.spring.work.WorkHandler;
import io.adcp.spring.work.WorkQueue;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A queue that runs what is due when it is told to, by a clock that goes on when it is
 * told to.
 */
final class SteppedQueue implements WorkQueue {

	private final AdjustableClock clock;

	private final Map<String, Instant> due = new LinkedHashMap<>();

	SteppedQueue(AdjustableClock clock) {
		this.clock = clock;
	}

	@Override
	public void schedule(String kind, String id, Duration delay) {
		if (!TransactionSynchronizationManager.isActualTransactionActive()) {
			throw new IllegalStateException("no transaction");
		}
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				SteppedQueue.this.due.putIfAbsent(id, now().plus(delay));
			}

		});
	}

	@Override
	public void cancel(String kind, String id) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Run what is due now, each piece once.
	 * @param handler runs it
	 */
	void runDue(WorkHandler handler) throws Exception {
		for (String id : List.copyOf(this.due.keySet())) {
			if (!this.due.get(id).isAfter(now())) {
				Duration again = handler.run(id);
				if (again != null) {
					this.due.put(id, now().plus(again));
				}
				else {
					this.due.remove(id);
				}
			}
		}
	}

	/**
	 * Go on to the next time at which something is due.
	 */
	void advance() {
		Instant next = this.due.values().stream().min(Instant::compareTo).orElseThrow();
		if (next.isAfter(now())) {
			this.clock.advance(Duration.between(now(), next));
		}
	}

	Map<String, Instant> due() {
		return this.due;
	}

	private Instant now() {
		return ((Clock) this.clock).instant();
	}

}
