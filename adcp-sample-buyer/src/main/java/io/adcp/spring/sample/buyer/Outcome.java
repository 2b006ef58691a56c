package io.adcp.spring.sample.buyer;

import io.adcp.spring.sample.buyer.Booking.State;

/**
 * What became of one campaign of the plan.
 *
 * @param booking what the desk now knows
 * @param before whether it was booked before this run, so that nothing was sent
 * @param asPlanned whether that is what the plan says today, {@code false} where the plan
 * was changed after the campaign had been sent
 */
record Outcome(Booking booking, boolean before, boolean asPlanned) {

	boolean isBooked() {
		return this.booking.is(State.BOOKED);
	}

	boolean isRefused() {
		return this.booking.is(State.REFUSED);
	}

	boolean isUnknown() {
		return this.booking.is(State.OPEN);
	}

	/**
	 * Return the outcome in words.
	 * @return a few words
	 */
	String inWords() {
		if (isBooked()) {
			return (this.before ? "booked before" : "booked") + (this.asPlanned ? "" : ", as first planned");
		}
		if (isRefused()) {
			return "refused";
		}
		return (this.booking.attempts() == 0) ? "not sent" : "unknown";
	}

}
