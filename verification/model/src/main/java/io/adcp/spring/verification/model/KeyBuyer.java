package io.adcp.spring.verification.model;

import org.jspecify.annotations.Nullable;

/**
 * What a buyer knows of its purchase.
 *
 * @param wants what it asks for
 * @param waits whether it waits for an answer
 * @param end how its purchase has ended, or {@code null}
 * @param bought what it was told to have bought
 */
public record KeyBuyer(Payload wants, boolean waits, @Nullable SellerAnswer end, @Nullable Ordered bought) {

	static final KeyBuyer START = new KeyBuyer(Payload.A, false, null, null);

	KeyBuyer waiting(boolean waits) {
		return new KeyBuyer(this.wants, waits, this.end, this.bought);
	}

	/**
	 * Hear an answer. A refused request is corrected under the same key, which cannot buy
	 * twice.
	 * @param answer the answer
	 * @param content what it is about
	 * @return the buyer that knows it
	 */
	KeyBuyer hears(SellerAnswer answer, @Nullable Ordered content) {
		if (answer.isTransient()) {
			return waiting(false);
		}
		if (answer == SellerAnswer.REFUSED) {
			return new KeyBuyer(Payload.B, false, null, null);
		}
		return new KeyBuyer(this.wants, false, answer, content);
	}

	boolean hasEnded() {
		return this.end != null;
	}

	boolean isToldToHaveBought() {
		return this.end != null && this.end.isSuccess();
	}

}
