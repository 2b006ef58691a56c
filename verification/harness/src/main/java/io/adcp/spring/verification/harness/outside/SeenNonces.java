package io.adcp.spring.verification.harness.outside;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import io.adcp.spring.signature.Nonces;

/**
 * Remembers all nonces, for as long as a run takes.
 */
final class SeenNonces implements Nonces {

	private final Set<String> seen = new HashSet<>();

	@Override
	public boolean hasRoom(String keyId) {
		return true;
	}

	@Override
	public synchronized boolean take(String keyId, String nonce, Instant until) {
		return this.seen.add(keyId + " " + nonce);
	}

}
