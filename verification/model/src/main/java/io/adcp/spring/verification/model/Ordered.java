package io.adcp.spring.verification.model;

/**
 * What was asked for by whom.
 *
 * @param buyer the buyer's number
 * @param payload the payload
 */
public record Ordered(int buyer, Payload payload) {

	private static final String[] NAMES = { "buyer 1's request A", "buyer 1's request B", "buyer 2's request A",
			"buyer 2's request B" };

	int index() {
		return 2 * this.buyer + this.payload.slot();
	}

	@Override
	public String toString() {
		return NAMES[index()];
	}

}
