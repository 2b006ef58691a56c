package io.adcp.spring.downstream;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A system that a seller calls and where a repeated call has consequences, such as an ad
 * server. Declared once, as a bean.
 *
 * @param <Q> the type of its requests. Two requests are the same if they have the same
 * JSON form, so a request must hold nothing that differs from run to run, such as the
 * time.
 * @param <A> the type of its answers
 * @since 0.1.0
 */
public interface Downstream<Q, A> {

	/**
	 * Return the system's name, for logs, metrics and stored notes.
	 * @return a lower case name, unique within the application and never changed
	 */
	String name();

	/**
	 * Call the system. Invoked at most once for a request id, unless {@link #find} has
	 * proven that the system does not know the id or {@link #deduplicatesFor} allows it.
	 * @param requestId the id by which the system will know the call; made by the seller,
	 * of no use to anybody else
	 * @param request the request
	 * @return the answer
	 * @throws Exception if the call failed; unless {@link #isRefusal} says otherwise, its
	 * outcome is unknown
	 */
	A invoke(String requestId, Q request) throws Exception;

	/**
	 * Find out what became of a call.
	 * @param requestId the id that it was made with
	 * @return the answer, or empty if the system surely does not know the id
	 * @throws Exception if that cannot be told now, as where the system has no such
	 * question
	 */
	Optional<A> find(String requestId) throws Exception;

	/**
	 * Return whether a failure of {@link #invoke} proves that the system has done nothing
	 * and never will for that id.
	 * @param failure what {@link #invoke} threw
	 * @return {@code true} only if it is proven; {@code false} by default
	 */
	default boolean isRefusal(Throwable failure) {
		return false;
	}

	/**
	 * Return how long a call may take. {@link #invoke} must end by then.
	 * @return 30 seconds by default
	 */
	default Duration timeout() {
		return Duration.ofSeconds(30);
	}

	/**
	 * Return how long after a call the system may still not know of it although it will
	 * carry it out: {@link #find} proves nothing before that.
	 * @return one minute by default
	 */
	default Duration settling() {
		return Duration.ofMinutes(1);
	}

	/**
	 * Return how long the system itself recognizes a repeated id, so that repeating a
	 * call is the way to find out what became of it.
	 * @return {@code null} by default: it does not
	 */
	default @Nullable Duration deduplicatesFor() {
		return null;
	}

	/**
	 * Take a call back, for a claim whose business has failed after it. It may be asked
	 * for the same id again, also where the call has never arrived.
	 * @param requestId the id that the call was made with
	 * @return {@code true} only if it is proven that nothing is left of the call and that
	 * it will not be carried out later; {@code false} by default
	 * @throws Exception if that cannot be told now
	 */
	default boolean undo(String requestId) throws Exception {
		return false;
	}

}
