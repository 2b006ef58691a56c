package io.adcp.spring.downstream;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.adcp.spring.idempotency.ClaimLostException;
import io.adcp.spring.testing.AdjustableClock;

/**
 * A journal without a database.
 */
final class MemoryJournal implements CallJournal {

	final AdjustableClock clock = new AdjustableClock();

	boolean lost;

	private final Map<String, NotedCall> calls = new LinkedHashMap<>();

	@Override
	public List<NotedCall> calls() {
		return List.copyOf(this.calls.values());
	}

	@Override
	public Instant now() {
		return this.clock.instant();
	}

	@Override
	public void note(NotedCall call, Duration timeout) {
		requireOwner();
		this.calls.put(call.step(), call);
	}

	@Override
	public void forget(String step) {
		requireOwner();
		this.calls.remove(step);
	}

	private void requireOwner() {
		if (this.lost) {
			throw new ClaimLostException(null);
		}
	}

}
