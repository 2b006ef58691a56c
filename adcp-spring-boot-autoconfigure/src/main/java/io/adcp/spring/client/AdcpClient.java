package io.adcp.spring.client;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Calls one seller's tasks and waits for the answers, in the manner of Spring's
 * {@code RestClient}.
 * <p>
 * A call is frozen once: its key and the bytes of its arguments stay the same through all
 * attempts, so however often it is sent, the seller executes it at most once (AdCP 3.1
 * idempotency). It fails with an {@link io.adcp.spring.AdcpException}, whose subclasses
 * tell what can be done; the one to watch for is {@link AdcpUnknownOutcomeException}.
 * <p>
 * Safe for use by several threads. Must not be used on a thread that may not block, such
 * as an event loop: use {@link #reactive()} there.
 *
 * @since 0.1.0
 */
public interface AdcpClient extends TaskMethods<AdcpRequest>, AutoCloseable {

	/**
	 * Start building a client.
	 * @param agent the seller's name in this application
	 * @param transport how the seller is reached
	 * @return the builder
	 */
	static AdcpClientBuilder builder(String agent, AdcpTransport transport) {
		return new AdcpClientBuilder(agent, transport);
	}

	/**
	 * Choose the key of the one keyed call that the current thread makes until the scope
	 * is closed. Keys in the body and in {@link AdcpRequest#idempotencyKey(String)} take
	 * precedence.
	 * @param idempotencyKey the key
	 * @return the scope, to be closed on this thread
	 * @throws io.adcp.spring.InvalidRequestException where the key is malformed or
	 * guessable
	 */
	static IdempotencyKeyScope useIdempotencyKey(String idempotencyKey) {
		return IdempotencyKeyScope.open(idempotencyKey);
	}

	/**
	 * Choose the key of the one keyed call that some work makes. If the work returns a
	 * {@code Mono} or a {@code Flux}, the key applies to that too. If it returns a
	 * future, the call must have been made on this thread, because other threads do not
	 * see the key.
	 * @param <R> what the work returns
	 * @param idempotencyKey the key
	 * @param work the work, done at once on this thread
	 * @return what the work returns
	 * @throws IllegalStateException where the work returns a future, or a publisher of
	 * another kind, and has made no keyed call on this thread
	 * @see #useIdempotencyKey(String)
	 */
	static <R extends @Nullable Object> R useIdempotencyKey(String idempotencyKey, Supplier<R> work) {
		try (IdempotencyKeyScope scope = IdempotencyKeyScope.open(idempotencyKey)) {
			return scope.over(work.get());
		}
	}

	/**
	 * Choose the key of the one keyed call that some reactive work makes, on whatever
	 * threads.
	 * @param <R> what the work returns
	 * @param idempotencyKey the key
	 * @param work the work
	 * @return the work with the scope in its context
	 * @see #useIdempotencyKey(String)
	 */
	static <R> Mono<R> useIdempotencyKey(String idempotencyKey, Mono<R> work) {
		IdempotencyKeyScope scope = IdempotencyKeyScope.detached(idempotencyKey);
		return work.contextWrite((context) -> context.put(IdempotencyKeyScope.CONTEXT_KEY, scope));
	}

	/**
	 * Return the seller's name in this application.
	 * @return the name
	 */
	String agent();

	/**
	 * Return the client for the same seller that does not block.
	 * @return the reactive twin
	 */
	ReactiveAdcpClient reactive();

	/**
	 * End all calls, including those of {@link #reactive()}, and send no more. A call
	 * that may have been executed ends as {@link AdcpUnknownOutcomeException}, one that
	 * certainly was not as {@link AdcpTransportException}. A Spring context does this
	 * when it closes, after the beans that use the client are gone. Closing again has no
	 * effect.
	 */
	@Override
	void close();

	/**
	 * Make a declarative client. The interface's methods carry
	 * {@link io.adcp.spring.AdcpTask @AdcpTask}, take the body or nothing, and return the
	 * answer, an {@link AdcpResult} of it, a {@code Mono} or a {@code CompletableFuture}
	 * of either, or nothing. A seller's controller may implement the same interface. The
	 * call behind a future is sent at once, and given up when the future is cancelled.
	 * @param <T> the interface
	 * @param type the interface
	 * @return a client of the same seller, which blocks where the method returns neither
	 * {@code Mono} nor {@code CompletableFuture}
	 * @throws IllegalArgumentException where a method of the interface cannot be a call
	 */
	<T> T proxy(Class<T> type);

	/**
	 * Send a call that was frozen before, perhaps by another process: the very same bytes
	 * go out.
	 * @param <T> the type of the answer
	 * @param call the call
	 * @param type the type of the answer
	 * @return the seller's answer
	 * @throws io.adcp.spring.IdempotencyExpiredException where the seller's replay window
	 * for the call is over; nothing was sent from then on
	 * @throws AdcpUnknownOutcomeException where the call failed in any other way, but an
	 * attempt now or before may have been executed
	 * @throws MisdirectedCallException where the call is another seller's or caller's
	 */
	default <T> AdcpResult<T> resume(AdcpCall call, Class<T> type) {
		return resume(call, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Send a call that was frozen before, for an answer of a generic type.
	 * @param <T> the type of the answer
	 * @param call the call
	 * @param type the type of the answer
	 * @return the seller's answer
	 * @see #resume(AdcpCall, Class)
	 */
	<T> AdcpResult<T> resume(AdcpCall call, ParameterizedTypeReference<T> type);

	/**
	 * Follow the work that an answer has announced ({@code submitted} or {@code working})
	 * to its end: the seller is asked at the pace that it names, else after the waits of
	 * {@code adcp.client.agents.<name>.follow}, and a webhook that is faster ends it too.
	 * @param <T> the type of the end's answer
	 * @param result the answer; where nothing goes on, it is the end itself
	 * @param type the type of the end's answer
	 * @return the end: completed, or rejected for a search for products
	 * @throws io.adcp.spring.AdcpException where the task has failed, as for a call that
	 * fails at once
	 * @throws AdcpInputRequiredException where the task waits for the buyer
	 * @throws AdcpTaskUnfinishedException where the end is not known within the deadline
	 */
	default <T> AdcpResult<T> follow(AdcpResult<?> result, Class<T> type) {
		return follow(result, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Follow the work that an answer has announced, to an end of a generic type.
	 * @param <T> the type of the end's answer
	 * @param result the answer
	 * @param type the type of the end's answer
	 * @return the end
	 * @see #follow(AdcpResult, Class)
	 */
	<T> AdcpResult<T> follow(AdcpResult<?> result, ParameterizedTypeReference<T> type);

	/**
	 * Bring a call to its end, from wherever it stands: where its task is known, the
	 * seller is asked for it, and otherwise the call is sent first. For a call that was
	 * stored, perhaps by another process.
	 * @param <T> the type of the end's answer
	 * @param call the call
	 * @param type the type of the end's answer
	 * @return the end
	 * @throws io.adcp.spring.AdcpException as {@link #resume(AdcpCall, Class)} and
	 * {@link #follow(AdcpResult, Class)} do
	 * @throws MisdirectedCallException where the call is another seller's or caller's
	 */
	default <T> AdcpResult<T> follow(AdcpCall call, Class<T> type) {
		return follow(call, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Bring a call to an end of a generic type.
	 * @param <T> the type of the end's answer
	 * @param call the call
	 * @param type the type of the end's answer
	 * @return the end
	 * @see #follow(AdcpCall, Class)
	 */
	<T> AdcpResult<T> follow(AdcpCall call, ParameterizedTypeReference<T> type);

	/**
	 * Say that a call which was made for another address or principal is this client's
	 * nevertheless: the seller has moved, and has brought its memory of keys along.
	 * @param call the call, of the same agent
	 * @return the same call, its bytes and key unchanged
	 * @throws MisdirectedCallException where the call is another agent's
	 */
	AdcpCall adopt(AdcpCall call);

	/**
	 * Store a call in the book, as part of the transaction that decides to make it. Send
	 * it after that has committed.
	 * @param call the call, which has not been sent
	 * @return the same call
	 * @throws IllegalStateException where there is no book
	 */
	AdcpCall store(AdcpCall call);

	/**
	 * Settle a stored call by its answer, in the current transaction or one of its own,
	 * unless it is settled already: it is not resumed any more, and its key and bytes are
	 * gone from the book.
	 * @param result the answer, which is the end
	 * @param work what belongs to the end, in the same transaction; done once for a call
	 * @return whether this was the first end, and the work was done
	 * @throws IllegalArgumentException where the seller goes on with the work
	 * @throws IllegalStateException where there is no book
	 */
	boolean settle(AdcpResult<?> result, Runnable work);

	/**
	 * Make one pass over the stored calls of this seller that have not ended: each is
	 * sent again or, where the seller goes on with it, asked for once, and settled where
	 * it has ended. For the start of an application, and for every few minutes after.
	 * @param <T> the type of the answers
	 * @param parallelism how many calls are under way at a time
	 * @param type the type of the answers
	 * @param outcomes takes the ends
	 * @return what came of the calls
	 * @throws IllegalStateException where there is no book
	 */
	<T> ResumedCalls resumeAll(int parallelism, Class<T> type, CallOutcomes<T> outcomes);

	/**
	 * Find out by a natural key what became of a call whose outcome the seller's memory
	 * of its key does not tell any more, and settle it in the book.
	 * @param <T> the type of what the call has made
	 * @param call the call
	 * @param lookUp asks the seller, and returns what the call has made, or empty where
	 * there is nothing
	 * @return found, absent, or undecided as long as the seller may still execute the
	 * call
	 */
	<T> Reconciliation<T> reconcile(AdcpCall call, Function<AdcpReader, Optional<T>> lookUp);

}
