package io.adcp.spring.client;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

import io.adcp.spring.AdcpAuthenticationException;
import io.adcp.spring.AdcpException;
import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.IdempotencyUnsupportedException;
import io.adcp.spring.Recovery;
import io.adcp.spring.client.AdcpCallBook.Unsettled;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * One pass over the stored calls of a seller: each is sent again, or asked for where the
 * seller goes on with it, and settled where it has ended.
 *
 * @param <T> the type of the answers
 */
final class CallResumption<T> {

	private static final Log logger = LogFactory.getLog(CallResumption.class);

	private static final int PAGE = 100;

	private final AdcpCallBook book;

	private final String agent;

	private final CallOutcomes<T> outcomes;

	private final Queue<AdcpCall> settled = new ConcurrentLinkedQueue<>();

	private final Queue<AdcpCall> unfinished = new ConcurrentLinkedQueue<>();

	private final Map<AdcpCall, RuntimeException> open = new ConcurrentHashMap<>();

	private final Map<String, RuntimeException> unreadable = new ConcurrentHashMap<>();

	CallResumption(AdcpCallBook book, String agent, CallOutcomes<T> outcomes) {
		this.book = book;
		this.agent = agent;
		this.outcomes = outcomes;
	}

	/**
	 * Make the pass.
	 * @param parallelism how many calls are under way at a time
	 * @param look sends a call or asks for its task, once
	 */
	Mono<ResumedCalls> run(int parallelism, Function<AdcpCall, Mono<AdcpResult<T>>> look) {
		return calls()
			.flatMap((call) -> look.apply(call)
				.publishOn(Schedulers.boundedElastic())
				.<Runnable>map((result) -> () -> take(call, result))
				// Only what the call itself has failed with is its failure
				.onErrorResume(RuntimeException.class, (failure) -> Mono.just(() -> take(call, failure)))
				.doOnNext((end) -> takeOrLeaveOpen(call, end)), parallelism)
			.then(Mono.fromSupplier(() -> new ResumedCalls(List.copyOf(this.settled), List.copyOf(this.unfinished),
					this.open, this.unreadable)));
	}

	/** A page is read when the calls of the one before are under way. */
	private Flux<AdcpCall> calls() {
		return page(null).expand((calls) -> calls.isEmpty() ? Mono.empty() : page(calls.get(calls.size() - 1).id()))
			.concatMapIterable((calls) -> calls, 1)
			.mapNotNull(this::readable);
	}

	private @Nullable AdcpCall readable(Unsettled entry) {
		RuntimeException fault = entry.fault();
		if (fault != null) {
			logger.error("A call for the agent '" + this.agent + "' stays where it is: " + fault.getMessage());
			this.unreadable.put(entry.id(), fault);
		}
		return entry.call();
	}

	private Mono<List<Unsettled>> page(@Nullable String after) {
		return Mono.fromCallable(() -> this.book.unsettled(this.agent, after, PAGE))
			.subscribeOn(Schedulers.boundedElastic());
	}

	/** What the outcome's taker throws says nothing of the call, which is told again. */
	private void takeOrLeaveOpen(AdcpCall call, Runnable end) {
		try {
			end.run();
		}
		catch (RuntimeException ex) {
			this.open.put(call, ex);
		}
	}

	private void take(AdcpCall call, AdcpResult<T> result) {
		if (result.isUnfinished()) {
			this.unfinished.add(call);
			return;
		}
		this.book.settle(call.id(), CallEnd.of(result), () -> this.outcomes.succeeded(call, result));
		this.settled.add(call);
	}

	private void take(AdcpCall call, RuntimeException failure) {
		if (!(failure instanceof AdcpException told) || !isFinal(told)) {
			this.open.put(call, failure);
			return;
		}
		this.book.settle(call.id(), CallEnd.of(told), () -> this.outcomes.failed(call, told));
		this.settled.add(call);
	}

	/** Whether the call can never be executed under its key any more. */
	static boolean isFinal(AdcpException failure) {
		boolean open = failure.recovery() == Recovery.TRANSIENT || failure instanceof AdcpUnknownOutcomeException
				|| failure instanceof AdcpTaskUnfinishedException || failure instanceof AdcpInputRequiredException
				|| failure instanceof AdcpTransportException || failure instanceof AdcpUnreadableResultException
				|| failure instanceof AdcpAuthenticationException || failure instanceof IdempotencyExpiredException
				|| failure instanceof IdempotencyUnsupportedException
				|| RetryRule.COMMITTED_RESOURCE_PURGED.equals(failure.code());
		return !open;
	}

}
