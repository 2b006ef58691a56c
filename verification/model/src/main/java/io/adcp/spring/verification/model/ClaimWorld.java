package io.adcp.spring.verification.model;

/**
 * Two sellers' processes, a buyer, one key, an ad server, and what is on the two wires.
 *
 * @param one a seller
 * @param two the other
 * @param buyer the buyer
 * @param row what is kept of the key
 * @param wire how many copies of A and B are on their way to a seller
 * @param calls how many calls hang on their way to the ad server, for A and for B
 * @param orders how often the ad server did what it was asked for, for A and for B
 * @param refusesA whether the ad server refuses A
 * @param strayed whether B was sent by mistake
 */
record ClaimWorld(ClaimSeller one, ClaimSeller two, KeyBuyer buyer, KeptClaim row, Copies wire, Copies calls,
		Copies orders, boolean refusesA, boolean strayed) {

	static ClaimWorld start(boolean refusesA) {
		return new ClaimWorld(ClaimSeller.IDLE, ClaimSeller.IDLE, KeyBuyer.START, KeptClaim.NONE, Copies.NONE,
				Copies.NONE, Copies.NONE, refusesA, false);
	}

	ClaimSeller seller(int number) {
		return (number == 0) ? this.one : this.two;
	}

	ClaimWorld with(int number, ClaimSeller seller) {
		return new ClaimWorld((number == 0) ? seller : this.one, (number == 0) ? this.two : seller, this.buyer,
				this.row, this.wire, this.calls, this.orders, this.refusesA, this.strayed);
	}

	ClaimWorld with(KeyBuyer buyer) {
		return new ClaimWorld(this.one, this.two, buyer, this.row, this.wire, this.calls, this.orders, this.refusesA,
				this.strayed);
	}

	ClaimWorld with(KeptClaim row) {
		return new ClaimWorld(this.one, this.two, this.buyer, row, this.wire, this.calls, this.orders, this.refusesA,
				this.strayed);
	}

	ClaimWorld onTheWire(Payload payload, int more) {
		return new ClaimWorld(this.one, this.two, this.buyer, this.row, this.wire.plus(payload.slot(), more),
				this.calls, this.orders, this.refusesA, this.strayed);
	}

	ClaimWorld hanging(Payload payload, int more) {
		return new ClaimWorld(this.one, this.two, this.buyer, this.row, this.wire,
				this.calls.plus(payload.slot(), more), this.orders, this.refusesA, this.strayed);
	}

	ClaimWorld ordered(Payload payload) {
		return new ClaimWorld(this.one, this.two, this.buyer, this.row, this.wire, this.calls,
				this.orders.plus(payload.slot(), 1), this.refusesA, this.strayed);
	}

	ClaimWorld withStray() {
		return new ClaimWorld(this.one, this.two, this.buyer, this.row, this.wire, this.calls, this.orders,
				this.refusesA, true);
	}

	int askedFor(Payload payload) {
		return this.calls.get(payload.slot()) + this.orders.get(payload.slot());
	}

}
