package io.adcp.spring.downstream;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import io.adcp.spring.idempotency.ClaimedRun;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

/**
 * The calls of an open claim, kept as JSON with it.
 */
final class ClaimJournal implements CallJournal {

	// Not the application's: what it writes may be read by another release of it.
	private static final JsonMapper MAPPER = JsonMapper.shared();

	private final Map<String, NotedCall> calls = new LinkedHashMap<>();

	private final Supplier<Instant> now;

	private final BiConsumer<String, Duration> note;

	ClaimJournal(@Nullable String stored, Supplier<Instant> now, BiConsumer<String, Duration> note) {
		this.now = now;
		this.note = note;
		read(stored).forEach((call) -> this.calls.put(call.step(), call));
	}

	static ClaimJournal of(ClaimedRun run) {
		return new ClaimJournal(run.calls(), run::now, run::note);
	}

	static List<NotedCall> read(@Nullable String stored) {
		return (stored != null) ? List.of(MAPPER.readValue(stored, NotedCall[].class)) : List.of();
	}

	@Override
	public List<NotedCall> calls() {
		return List.copyOf(this.calls.values());
	}

	@Override
	public Instant now() {
		return this.now.get();
	}

	@Override
	public void note(NotedCall call, Duration timeout) {
		Map<String, NotedCall> next = new LinkedHashMap<>(this.calls);
		next.put(call.step(), call);
		write(next, timeout);
	}

	@Override
	public void forget(String step) {
		Map<String, NotedCall> next = new LinkedHashMap<>(this.calls);
		next.remove(step);
		write(next, Duration.ZERO);
	}

	private void write(Map<String, NotedCall> next, Duration needed) {
		this.note.accept(MAPPER.writeValueAsString(next.values()), needed);
		this.calls.clear();
		this.calls.putAll(next);
	}

}
