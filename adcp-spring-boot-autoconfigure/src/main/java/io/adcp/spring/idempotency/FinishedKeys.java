package io.adcp.spring.idempotency;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Keys that this process has seen finished, in 16 bytes each. Each has one place, which
 * it loses to the next that comes there. What is said here is a hint: a key may have been
 * forgotten, or its record may be gone since.
 */
final class FinishedKeys {

	private final int places;

	private final AtomicLongArray halves;

	FinishedKeys(int places) {
		this.places = places;
		this.halves = new AtomicLongArray(2 * places);
	}

	void add(UUID id) {
		if (this.places > 0) {
			int place = place(id);
			this.halves.setOpaque(place, id.getMostSignificantBits());
			this.halves.setOpaque(place + 1, id.getLeastSignificantBits());
		}
	}

	boolean contains(UUID id) {
		if (this.places == 0) {
			return false;
		}
		int place = place(id);
		return this.halves.getOpaque(place) == id.getMostSignificantBits()
				&& this.halves.getOpaque(place + 1) == id.getLeastSignificantBits();
	}

	// An id is a part of a digest, and so are its remainders evenly spread.
	private int place(UUID id) {
		return 2 * Math.floorMod(id.getMostSignificantBits(), this.places);
	}

}
