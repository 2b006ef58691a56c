package io.adcp.spring.verification.crash.badinput;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.adcp.spring.verification.crash.badinput.AnswerCheck.Judgement;
import io.adcp.spring.verification.crash.badinput.AnswerCheck.Kind;

/**
 * Counts the answers, and keeps those that are wrong.
 */
final class Score {

	private static final int SHOWN = 25;

	private static final int SHOWN_LENGTH = 700;

	private final Map<Kind, AtomicLong> kinds = new ConcurrentHashMap<>();

	private final Map<String, AtomicLong> wrongByGenerator = new ConcurrentHashMap<>();

	private final AtomicLong leaks = new AtomicLong();

	private final AtomicInteger shown = new AtomicInteger();

	private final AtomicReference<Slow> slowest = new AtomicReference<>(new Slow(0, 0));

	private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

	void count(int number, Request request, Judgement judgement) {
		count(judgement.kind());
		String fault = judgement.fault();
		if (fault == null) {
			return;
		}
		if (judgement.leak()) {
			this.leaks.incrementAndGet();
		}
		long before = this.wrongByGenerator.computeIfAbsent(request.generator(), (any) -> new AtomicLong())
			.getAndIncrement();
		// The same fault is found over and over: two of a kind are enough to mend it
		if (before < 2 && this.shown.getAndIncrement() < SHOWN) {
			String shown = fault.substring(0, Math.min(SHOWN_LENGTH, fault.length()));
			this.wrong.add("request %d (%s) %s: %s%n  %s".formatted(number, request.generator(),
					judgement.leak() ? "LEAK" : "WRONG", shown, request.shown()));
		}
	}

	void slowest(int number, long nanos) {
		this.slowest.accumulateAndGet(new Slow(number, nanos),
				(one, other) -> (one.nanos() >= other.nanos()) ? one : other);
	}

	String slowest() {
		return String.valueOf(this.slowest.get());
	}

	void count(Kind kind) {
		this.kinds.computeIfAbsent(kind, (any) -> new AtomicLong()).incrementAndGet();
	}

	long of(Kind kind) {
		AtomicLong count = this.kinds.get(kind);
		return (count != null) ? count.get() : 0;
	}

	long leaks() {
		return this.leaks.get();
	}

	long accepted() {
		return of(Kind.EXECUTED) + of(Kind.ANSWERED);
	}

	/** What was found wrong since the last time. */
	List<String> news() {
		return Stream.generate(this.wrong::poll).takeWhile(Objects::nonNull).toList();
	}

	Map<String, AtomicLong> wrongByGenerator() {
		return new TreeMap<>(this.wrongByGenerator);
	}

	private record Slow(int number, long nanos) {

		@Override
		public String toString() {
			return "%d ms (request %d)".formatted(this.nanos / 1_000_000, this.number);
		}

	}

}
