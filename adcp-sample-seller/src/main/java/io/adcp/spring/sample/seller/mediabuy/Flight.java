package io.adcp.spring.sample.seller.mediabuy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.adcp.spring.sample.seller.Refusal;

/**
 * From when to when a media buy runs.
 *
 * @param start the first moment
 * @param end the moment after the last one
 */
record Flight(Instant start, Instant end) {

	/**
	 * How far a buyer's clock may be behind this one before its "now" is in the past.
	 */
	private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

	/**
	 * From here on a year has five digits, which AdCP's times have not, and soon more
	 * than the database keeps.
	 */
	private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

	Flight {
		if (!end.isBefore(TOO_LATE)) {
			throw Refusal.invalid("end_time", "end_time is beyond the year 9999");
		}
		// As precise as the database keeps it: what is answered is what is stored.
		start = start.truncatedTo(ChronoUnit.MILLIS);
		end = end.truncatedTo(ChronoUnit.MILLIS);
		if (!end.isAfter(start)) {
			throw Refusal.invalid("end_time", "end_time must be after start_time");
		}
	}

	/**
	 * Plan a flight.
	 * @param start when it is to begin
	 * @param end when it is to end
	 * @param now the time now
	 * @return the flight
	 */
	static Flight plan(FlightStart start, Instant end, Instant now) {
		return new Flight(startingTime(start, now), end).endingAfter(now);
	}

	/**
	 * Move the start.
	 * @param start when it is to begin
	 * @param now the time now
	 * @return the start
	 */
	static Instant startingTime(FlightStart start, Instant now) {
		if (start.time() == null) {
			return now;
		}
		if (start.time().isBefore(now.minus(CLOCK_SKEW))) {
			throw Refusal.invalid("start_time", "start_time is in the past");
		}
		return start.time();
	}

	Flight endingAfter(Instant now) {
		if (!this.end.isAfter(now)) {
			throw Refusal.invalid("end_time", "end_time is in the past");
		}
		return this;
	}

}
