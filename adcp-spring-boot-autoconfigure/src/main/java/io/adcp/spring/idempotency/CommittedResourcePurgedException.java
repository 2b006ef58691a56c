package io.adcp.spring.idempotency;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;

/**
 * The first call with this key was carried out, but what it made was purged before its
 * answer could be stored. That is its answer from now on: no repetition, under whatever
 * key, makes it good (AdCP 3.2 idempotency, rule 3).
 *
 * @since 0.1.0
 */
public class CommittedResourcePurgedException extends AdcpException {

	private static final long serialVersionUID = 1L;

	// A response is an object, so this is none.
	private static final String STORED = "\"COMMITTED_RESOURCE_PURGED\"";

	private final boolean replayed;

	private CommittedResourcePurgedException(boolean replayed) {
		super(AdcpError.of(AdcpErrorCode.COMMITTED_RESOURCE_PURGED,
				"This request was carried out, and what it made has been purged since. "
						+ "Do not repeat it under any key before you have compared your records with the seller's."));
		this.replayed = replayed;
	}

	/**
	 * Return whether this answer was stored by an earlier call.
	 * @return {@code true} for a repetition
	 */
	public boolean replayed() {
		return this.replayed;
	}

	static CommittedResourcePurgedException first() {
		return new CommittedResourcePurgedException(false);
	}

	/**
	 * Return the text that is stored for this answer.
	 * @return the text
	 */
	static String stored() {
		return STORED;
	}

	/**
	 * Read a stored text.
	 * @param response the text
	 * @return the text, if it is a response
	 * @throws CommittedResourcePurgedException if it is not
	 */
	static String unlessStored(String response) {
		if (STORED.equals(response)) {
			throw new CommittedResourcePurgedException(true);
		}
		return response;
	}

}
