package io.adcp.spring.signature;

import java.time.Instant;

/**
 * Remembers the nonces of signatures that were accepted, so that none is accepted twice.
 * It is shared by all endpoints that a signer can reach, and by all nodes.
 *
 * @since 0.1.0
 */
public interface Nonces {

	/**
	 * Tell whether there is room for another nonce of a key, before anything costly is
	 * done.
	 * @param keyId the key's id
	 * @return whether there is room
	 */
	boolean hasRoom(String keyId);

	/**
	 * Take a nonce.
	 * @param keyId the key's id
	 * @param nonce the nonce
	 * @param until how long it must be remembered
	 * @return whether it was new, and there was room for it; exactly one of several
	 * callers with the same nonce is told so
	 */
	boolean take(String keyId, String nonce, Instant until);

}
