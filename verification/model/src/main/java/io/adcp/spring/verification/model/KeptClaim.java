package io.adcp.spring.verification.model;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key whose handler calls the ad server: a claim, or a record, or
 * nothing.
 *
 * @param kept what is kept
 * @param payload of what
 * @param owner the seller whose claim it is
 * @param isLeaseOver whether somebody else may take the claim over
 */
record KeptClaim(ClaimKept kept, @Nullable Payload payload, int owner, boolean isLeaseOver) {

	static final int NOBODY = -1;

	static final KeptClaim NONE = new KeptClaim(ClaimKept.NONE, null, NOBODY, false);

	static KeptClaim claim(Payload payload, int owner) {
		return new KeptClaim(ClaimKept.CLAIM, payload, owner, false);
	}

	static KeptClaim record(Payload payload) {
		return new KeptClaim(ClaimKept.LIVE, payload, NOBODY, false);
	}

	KeptClaim as(ClaimKept kept) {
		return new KeptClaim(kept, this.payload, NOBODY, false);
	}

	KeptClaim withLeaseOver() {
		return new KeptClaim(this.kept, this.payload, this.owner, true);
	}

	boolean isClaimOf(int seller) {
		return this.kept == ClaimKept.CLAIM && this.owner == seller;
	}

	boolean isRecord() {
		return this.kept != ClaimKept.NONE && this.kept != ClaimKept.CLAIM;
	}

	/**
	 * Say what a request is answered.
	 * @param other what it asks for
	 * @return the answer, or {@code null} if it is its turn: nobody has the key, or its
	 * outcome has to be found out
	 */
	@Nullable SellerAnswer answerTo(Payload other) {
		return switch (this.kept) {
			case NONE -> null;
			case CLAIM ->
				(this.payload != other) ? SellerAnswer.CONFLICT : this.isLeaseOver ? null : SellerAnswer.IN_FLIGHT;
			case LIVE -> (this.payload == other) ? SellerAnswer.REPLAY : SellerAnswer.CONFLICT;
			case OVER, TOMBSTONE -> SellerAnswer.EXPIRED;
		};
	}

	/** What is kept. */
	enum ClaimKept {

		NONE, CLAIM, LIVE, OVER, TOMBSTONE

	}

}
