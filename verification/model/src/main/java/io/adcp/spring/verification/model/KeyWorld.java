package io.adcp.spring.verification.model;

import java.util.function.UnaryOperator;

/**
 * Two sellers' processes, two buyers, what is kept of their keys, what is on the wire,
 * and what was bought.
 *
 * @param one a seller
 * @param two the other
 * @param first a buyer
 * @param second the other
 * @param firstKey the row of the first buyer's key
 * @param secondKey the row of the second buyer's
 * @param wire how many copies of each request are on their way
 * @param bought how often each was executed and committed
 * @param strayed whether another payload was sent under the first buyer's key
 */
public record KeyWorld(KeySeller one, KeySeller two, KeyBuyer first, KeyBuyer second, KeptKey firstKey,
		KeptKey secondKey, Copies wire, Copies bought, boolean strayed) {

	static final KeyWorld START = new KeyWorld(KeySeller.IDLE, KeySeller.IDLE, KeyBuyer.START, KeyBuyer.START,
			KeptKey.NONE, KeptKey.NONE, Copies.NONE, Copies.NONE, false);

	/**
	 * Return what a seller is at.
	 * @param number its number, 0 or 1
	 * @return the seller
	 */
	public KeySeller seller(int number) {
		return (number == 0) ? this.one : this.two;
	}

	KeyBuyer buyer(int number) {
		return (number == 0) ? this.first : this.second;
	}

	KeptKey row(int number) {
		return (number == 0) ? this.firstKey : this.secondKey;
	}

	KeyWorld with(int number, KeySeller seller) {
		return new KeyWorld((number == 0) ? seller : this.one, (number == 0) ? this.two : seller, this.first,
				this.second, this.firstKey, this.secondKey, this.wire, this.bought, this.strayed);
	}

	KeyWorld with(int number, KeyBuyer buyer) {
		return new KeyWorld(this.one, this.two, (number == 0) ? buyer : this.first, (number == 0) ? this.second : buyer,
				this.firstKey, this.secondKey, this.wire, this.bought, this.strayed);
	}

	KeyWorld with(int number, KeptKey row) {
		return new KeyWorld(this.one, this.two, this.first, this.second, (number == 0) ? row : this.firstKey,
				(number == 0) ? this.secondKey : row, this.wire, this.bought, this.strayed);
	}

	KeyWorld rows(UnaryOperator<KeptKey> change) {
		return with(0, change.apply(this.firstKey)).with(1, change.apply(this.secondKey));
	}

	KeyWorld onTheWire(Ordered request, int more) {
		return new KeyWorld(this.one, this.two, this.first, this.second, this.firstKey, this.secondKey,
				this.wire.plus(request.index(), more), this.bought, this.strayed);
	}

	KeyWorld executed(Ordered request) {
		return new KeyWorld(this.one, this.two, this.first, this.second, this.firstKey, this.secondKey, this.wire,
				this.bought.plus(request.index(), 1), this.strayed);
	}

	KeyWorld withStray() {
		return new KeyWorld(this.one, this.two, this.first, this.second, this.firstKey, this.secondKey, this.wire,
				this.bought, true);
	}

	/**
	 * Return how often a request was executed.
	 * @param request the request
	 * @return how often
	 */
	public int executions(Ordered request) {
		return this.bought.get(request.index());
	}

	/**
	 * Return whether somebody holds the lock of a buyer's key.
	 * @param buyer the buyer's number
	 * @return whether somebody does
	 */
	public boolean isLocked(int buyer) {
		return row(buyer).isLocked();
	}

	/**
	 * Return how often what a buyer asked for was executed.
	 * @param buyer the buyer's number
	 * @return how often, whatever the payload
	 */
	public int purchases(int buyer) {
		return this.bought.get(2 * buyer) + this.bought.get(2 * buyer + 1);
	}

	boolean isQuiet() {
		return this.one.phase() == KeySeller.KeyPhase.IDLE && this.two.phase() == KeySeller.KeyPhase.IDLE
				&& this.wire.isEmpty() && this.first.hasEnded() && this.second.hasEnded();
	}

}
