package io.adcp.spring.signature;

import org.jspecify.annotations.Nullable;

/**
 * The keys of the one party whose signatures are verified.
 *
 * @since 0.1.0
 */
public interface VerificationKeys {

	/**
	 * Find a key.
	 * @param id the key's id
	 * @return the key, or {@code null} where the party publishes none of that id
	 */
	@Nullable VerificationKey find(String id);

	/**
	 * Tell whether a key may still be trusted.
	 * @param id the key's id
	 * @return what the newest list of revoked keys says, and whether it is new enough
	 */
	Revocation revocation(String id);

	/**
	 * What is known of a key's revocation.
	 */
	enum Revocation {

		/** It is not revoked. */
		NONE,

		/** It is revoked, and with it all that it ever signed. */
		REVOKED,

		/** The list is too old to tell. */
		UNKNOWN

	}

}
