package io.adcp.spring.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * Work that commits by itself.
 *
 * @since 0.1.0
 */
public interface ClaimedHandler {

	/**
	 * Make what the handler is given.
	 * @param run the run
	 * @return the argument
	 */
	HandlerClaim claim(ClaimedRun run);

	/**
	 * Run the handler.
	 * @param claim the argument
	 * @return what it returned: what its commit returned
	 * @throws Exception what it threw
	 */
	@Nullable Object call(HandlerClaim claim) throws Exception;

	/**
	 * Write what the handler commits as the text to be stored.
	 * @param value the value
	 * @return the text
	 * @throws Exception if it cannot be written
	 */
	String write(@Nullable Object value) throws Exception;

}
