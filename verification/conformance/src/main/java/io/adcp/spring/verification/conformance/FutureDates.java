package io.adcp.spring.verification.conformance;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Moves the dates of a compliance set to the end of the century. Its authors wrote dates
 * that lay ahead then and have passed since; the runner puts "tomorrow" in place of a
 * date that has passed, another one at each step, so that no two requests of a replay
 * test would be the same.
 * <p>
 * Every year moves by the same distance, so an end before its start stays an error. Dates
 * before {@value #FIRST_YEAR} stay, as they are meant to have passed, and so do those
 * that are as far ahead already.
 */
final class FutureDates {

	/** The year in which the first AdCP 3 compliance set was written. */
	static final int FIRST_YEAR = 2026;

	private static final int LAST_YEAR = 2099;

	private static final int DISTANCE = LAST_YEAR - FIRST_YEAR;

	private static final Pattern DATE = Pattern.compile("(?<![\\w.-])(20\\d\\d)-(\\d\\d)-(\\d\\d)(?=T|[^\\w-]|$)");

	private static final Pattern ASAP = Pattern.compile("(\\bstart_time:\\s*)([\"']?)asap\\2(?=\\s)");

	private FutureDates() {
	}

	/**
	 * Put an instant in place of "as soon as possible". The runner puts the time of each
	 * step there, which is another request each time.
	 */
	static String pinAsap(String text) {
		return ASAP.matcher(text).replaceAll("$1\"" + LAST_YEAR + "-01-01T00:00:00Z\"");
	}

	static String move(String text) {
		return DATE.matcher(text).replaceAll(FutureDates::move);
	}

	private static String move(MatchResult date) {
		int year = Integer.parseInt(date.group(1));
		if (year < FIRST_YEAR || year >= LAST_YEAR) {
			return date.group();
		}
		try {
			// A 29 February that the new year doesn't have becomes the 28th.
			return MonthDay.from(LocalDate.parse(date.group())).atYear(year + DISTANCE).toString();
		}
		catch (DateTimeException ex) {
			return date.group();
		}
	}

}
