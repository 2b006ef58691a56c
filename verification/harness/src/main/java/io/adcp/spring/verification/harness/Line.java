package io.adcp.spring.verification.harness;

import java.io.IOException;
import java.net.http.HttpResponse;

import io.adcp.spring.verification.harness.Relay.Passage;
import org.jspecify.annotations.Nullable;

/**
 * Decides where the requests of a {@link Relay} go, and what becomes of them on the way.
 */
@FunctionalInterface
public interface Line {

	/**
	 * Hand a request on. This may be done more than once for one request, and after its
	 * caller's connection is gone.
	 * @param passage the request
	 * @return the answer, or {@code null} where there is none
	 */
	@Nullable HttpResponse<byte[]> forward(Passage passage) throws IOException, InterruptedException;

	/**
	 * Choose what happens to a request, before it is handed on.
	 * @param passage the request
	 * @return the fault
	 */
	default Fault fault(Passage passage) {
		return Fault.NONE;
	}

	/**
	 * Choose once more when the whole answer has arrived, so that the work is done.
	 * @param passage the request
	 * @param answer the answer
	 * @return {@code false} to cut the caller's connection without a byte
	 */
	default boolean passesOn(Passage passage, HttpResponse<byte[]> answer) {
		return true;
	}

}
