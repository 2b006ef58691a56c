package io.adcp.spring.verification.benchmark;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * A way to call a seller.
 *
 * @param name the name, as it is printed
 * @param blocking calls and waits for the answer
 * @param reactive makes a call that begins with its subscription
 */
record Caller(String name, Supplier<JsonNode> blocking, Supplier<Mono<JsonNode>> reactive) {

	/**
	 * The time from the start of one call to the start of the next.
	 */
	static final String MICROS = "µs per call";

	/**
	 * The processor time of a call, the server's part included.
	 */
	static final String CPU_MICROS = "CPU µs per call";

	/**
	 * Call for a while, from threads that wait.
	 * @param threads how many threads
	 * @param time for how long
	 * @return the time of a call
	 * @throws Exception what a call threw
	 */
	Figures block(int threads, Duration time) throws Exception {
		return measure(() -> {
			AtomicLong count = new AtomicLong();
			Load.run(threads, time, () -> {
				requireAnswer(this.blocking.get());
				count.incrementAndGet();
			});
			return count.get();
		});
	}

	/**
	 * Call for a while without waiting threads.
	 * @param atOnce how many calls are under way at any time
	 * @param time for how long
	 * @return the time of a call
	 * @throws Exception what a call threw
	 */
	Figures react(int atOnce, Duration time) throws Exception {
		long end = System.nanoTime() + time.toNanos();
		return measure(() -> Flux.range(0, atOnce)
			.flatMap((i) -> Mono.defer(this.reactive)
				.doOnNext(Caller::requireAnswer)
				.repeat(() -> System.nanoTime() < end), atOnce)
			.count()
			.block());
	}

	private static Figures measure(Callable<Long> calls) throws Exception {
		long start = System.nanoTime();
		double cpu = Cpu.micros();
		long count = calls.call();
		return Figures.of(MICROS, (System.nanoTime() - start) / 1e3 / count)
			.and(CPU_MICROS, (Cpu.micros() - cpu) / count);
	}

	private static void requireAnswer(JsonNode answer) {
		if (!answer.has("mediaBuyId")) {
			throw new IllegalStateException("That is no answer: " + answer);
		}
	}

}
