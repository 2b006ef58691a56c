package io.adcp.spring.idempotency;

import java.lang.reflect.Type;
import java.util.Optional;

import io.adcp.spring.AdcpException;
import io.adcp.spring.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * The AdCP call that the current thread serves, as {@link Idempotent} methods need it:
 * where the key comes from, and where the stored text goes. Each transport has one.
 *
 * @since 0.1.0
 */
public interface IdempotentCall {

	/**
	 * Return scope, key and payload.
	 * @return the request, or empty where the call carries no key and its task needs none
	 * @throws InvalidRequestException where the task needs a key and the call has none
	 * @throws IllegalStateException where an idempotent method has answered this call
	 * already: under the same key, another one would get that answer and not be run
	 */
	Optional<IdempotencyRequest> idempotencyRequest();

	/**
	 * Write what the method returned, once, as the text to be stored and sent.
	 * @param returned the method's return value
	 * @return the text, without envelope fields
	 * @throws AdcpException where the value is an AdCP error, which is never stored
	 * @throws Exception where the value cannot be written
	 */
	String write(@Nullable Object returned) throws Exception;

	/**
	 * Make a return value of a stored text, for the code between proxy and transport.
	 * @param response the stored text
	 * @param type the type of what the method that was not run returns in the end
	 * @return a value of that type, or {@code null} where none can be made
	 */
	@Nullable Object read(String response, Type type);

	/**
	 * Take the text that the transport has to send.
	 * @param response the response, executed or replayed
	 */
	void answered(IdempotentResponse response);

	/**
	 * Take note that the error which the engine throws is a stored answer, too.
	 */
	default void replayedFailure() {
	}

	/**
	 * Forget the text: the larger transaction that it was part of has not committed.
	 */
	default void withdrawn() {
	}

}
