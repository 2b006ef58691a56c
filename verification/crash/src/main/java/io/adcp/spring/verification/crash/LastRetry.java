package io.adcp.spring.verification.crash;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.verification.crash.Inspection.Call;
import io.adcp.spring.verification.crash.SellerAnswers.Kind;

/**
 * Sends every frozen call once more, now that nobody dies any longer: a booked campaign's
 * answer must be a replay, and a refused one's the same refusal, within one handler's
 * time-out.
 */
final class LastRetry {

	private static final Duration HANDLER_TIMEOUT = Duration.ofSeconds(30);

	private static final int AT_ONCE = 16;

	private final SellerCalls sellers = new SellerCalls(HANDLER_TIMEOUT);

	private final Semaphore permits = new Semaphore(AT_ONCE);

	private final Queue<String> stuck = new ConcurrentLinkedQueue<>();

	private final AtomicInteger next = new AtomicInteger();

	private final SellerAnswers answers;

	private final int[] ports;

	LastRetry(SellerAnswers answers, int... ports) {
		this.answers = answers;
		this.ports = ports;
	}

	/**
	 * Send all.
	 * @param calls the buyers' calls
	 * @return what is wrong
	 */
	Queue<String> of(Collection<Call> calls) throws InterruptedException {
		List<CompletableFuture<?>> checks = new ArrayList<>();
		for (Call call : calls) {
			this.permits.acquire();
			AdcpCall frozen = AdcpCall.fromJson(call.frozen());
			String arguments = new String(frozen.arguments(), StandardCharsets.UTF_8);
			int port = this.ports[this.next.getAndIncrement() % this.ports.length];
			checks.add(this.sellers.send(port, frozen.task(), arguments).handle((response, failure) -> {
				try {
					check(call, (failure != null) ? Kind.ERROR
							: this.answers.answer(call.campaign(), response.statusCode(), response.body()));
				}
				finally {
					this.permits.release();
				}
				return null;
			}));
		}
		// What a check threw is thrown here
		CompletableFuture.allOf(checks.toArray(CompletableFuture[]::new)).join();
		return this.stuck;
	}

	private void check(Call call, Kind kind) {
		if (kind != (call.kind().mustBeRefused() ? Kind.REFUSAL : Kind.REPLAY)) {
			this.stuck.add("A last retry of campaign %s has got %s".formatted(call.campaign(), kind));
		}
	}

}
