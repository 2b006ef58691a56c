package io.adcp.spring.verification.crash;

/**
 * What happens to one request, with its share in percent.
 */
enum Fault {

	CUT_BEFORE(3), CUT_AFTER(9), TRUNCATE(4), DOUBLE(5), DOUBLE_LATE(3), DELAY_REQUEST(6), DELAY_ANSWER(6),
	OVERTAKEN(4), NONE(60);

	private final int share;

	Fault(int share) {
		this.share = share;
	}

	static Fault of(int percent) {
		int left = percent;
		for (Fault fault : values()) {
			left -= fault.share;
			if (left < 0) {
				return fault;
			}
		}
		return NONE;
	}

}
