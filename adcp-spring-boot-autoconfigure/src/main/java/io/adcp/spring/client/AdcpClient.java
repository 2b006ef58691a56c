package io.adcp.spring.client;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Calls one seller's tasks and waits for the answers, in the manner of Spring's
 * {@code RestClient}.
 * <p>
 * A call is frozen once: its key and the bytes of its arguments stay the same through all
 * attempts, so however often it is sent, the seller executes it at most once (AdCP 3.1
 * idempotency). It fails with an {@link io.adcp.spring.AdcpException}, whose children
 * tell what can be done; the one to take care of is {@link AdcpUnknownOutcomeException}.
 * <p>
 * Safe for use by several threads. Must not be used on a thread that may not block, such
 * as an event loop: use {@link #reactive()} there.
 *
 * @since 0.1.0
 */
public interface AdcpClient {

	/**
	 * Start to build a client.
	 * @param agent the seller's name in this application
	 * @param transport how the seller is reached
	 * @return the builder
	 */
	static AdcpClientBuilder builder(String agent, AdcpTransport transport) {
		return new AdcpClientBuilder(agent, transport);
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
	 * Start a call.
	 * @param task the task's name, such as {@code AdcpTask.CREATE_MEDIA_BUY}
	 * @return the request to fill
	 */
	Request task(String task);

	/**
	 * Send a call that was frozen before, perhaps by another process: the very same bytes
	 * go out.
	 * @param <T> the type of the answer
	 * @param call the call
	 * @param type the type of the answer
	 * @return the seller's answer
	 * @throws io.adcp.spring.IdempotencyExpiredException where the seller's replay window
	 * for the call is over; nothing was sent
	 * @throws IllegalArgumentException where the call is another seller's
	 */
	<T> AdcpResult<T> resume(AdcpCall call, Class<T> type);

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
	 * A call in the making.
	 */
	interface Request {

		/**
		 * Set the task's arguments.
		 * @param body anything that Jackson writes as a JSON object: a record, a map, a
		 * {@code JsonNode}. Its own {@code idempotency_key}, if it has one, is respected
		 * @return this request
		 */
		Request body(Object body);

		/**
		 * Set the key, which is generated otherwise where the task is keyed.
		 * @param idempotencyKey the key; one in the body goes before it
		 * @return this request
		 */
		Request idempotencyKey(String idempotencyKey);

		/**
		 * Say whether a task that AdCP does not define carries a key. One that does not
		 * is taken to change the seller's state, and is never sent twice.
		 * @param keyed whether it does
		 * @return this request
		 */
		Request keyed(boolean keyed);

		/**
		 * Freeze the call without sending it, so that it can be stored first.
		 * @return the call, for {@link AdcpClient#resume(AdcpCall, Class)}
		 * @throws io.adcp.spring.InvalidRequestException where the key is malformed or
		 * guessable
		 * @throws IllegalArgumentException where the body cannot be written as a JSON
		 * object, or where a task that AdCP does not define is neither called keyed nor
		 * given a key
		 */
		AdcpCall prepare();

		/**
		 * Freeze the call, send it and wait for the answer.
		 * @param <T> the type of the answer
		 * @param type the type of the answer
		 * @return the seller's answer
		 */
		<T> AdcpResult<T> call(Class<T> type);

		/**
		 * Freeze the call, send it and wait for an answer of a generic type.
		 * @param <T> the type of the answer
		 * @param type the type of the answer
		 * @return the seller's answer
		 */
		<T> AdcpResult<T> call(ParameterizedTypeReference<T> type);

	}

}
