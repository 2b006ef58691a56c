package io.adcp.spring.verification.model;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key.
 *
 * @param kept what is kept
 * @param content what was executed, where there is or was an answer
 * @param holder the number of the seller that holds the lock, {@link #NOBODY}, or
 * {@link #THE_DEAD}
 * @param holds for what it holds the lock
 */
public record KeptKey(KeyKept kept, @Nullable Ordered content, int holder, @Nullable Payload holds) {

	static final int NOBODY = -1;

	// Under a lease only: a lock goes with its transaction
	static final int THE_DEAD = -2;

	static final KeptKey NONE = new KeptKey(KeyKept.NONE, null, NOBODY, null);

	boolean isLocked() {
		return this.holder != NOBODY;
	}

	KeptKey lockedBy(int seller, Payload payload) {
		return new KeptKey(this.kept, this.content, seller, payload);
	}

	KeptKey unlocked() {
		return new KeptKey(this.kept, this.content, NOBODY, null);
	}

	KeptKey unlockedBy(int seller) {
		return (this.holder == seller) ? unlocked() : this;
	}

	KeptKey recorded(Ordered content) {
		return new KeptKey(KeyKept.LIVE, content, this.holder, this.holds);
	}

	KeptKey as(KeyKept kept) {
		return new KeptKey(kept, this.content, this.holder, this.holds);
	}

	/**
	 * Say what a request is answered whose key is held.
	 * @param payload what it asks for
	 * @return the answer, or {@code null} if nobody has the key
	 */
	@Nullable SellerAnswer answerTo(Payload payload) {
		return switch (this.kept) {
			case NONE -> null;
			case LIVE -> (this.content != null && this.content.payload() == payload) ? SellerAnswer.REPLAY
					: SellerAnswer.CONFLICT;
			case OVER, TOMBSTONE, FORGOTTEN -> SellerAnswer.EXPIRED;
		};
	}

	/** What is kept. */
	enum KeyKept {

		NONE,

		/** The answer, within its window. */
		LIVE,

		/** The answer, past its window. */
		OVER,

		/** That there was one. */
		TOMBSTONE,

		/** Nothing any more. */
		FORGOTTEN

	}

}
