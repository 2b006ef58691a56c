package io.adcp.spring.sample.buyer;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

import io.adcp.spring.sample.buyer.Booking.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What the desk shows on the screen. Of a key it never shows more than 8 characters.
 */
class DeskReport {

	private static final List<String> HEAD = List.of("campaign", "key", "attempts", "replayed", "media_buy_id",
			"outcome");

	private final PrintStream out;

	DeskReport(PrintStream out) {
		this.out = out;
	}

	/**
	 * Say a sentence.
	 * @param sentence the sentence
	 */
	void say(String sentence) {
		this.out.println(printable(sentence));
	}

	/**
	 * Say what has just become of a campaign.
	 * @param outcome the outcome
	 */
	void progress(Outcome outcome) {
		Booking booking = outcome.booking();
		say("%s: %s%s".formatted(booking.campaignId(), outcome.inWords(), detail(outcome)));
	}

	private static String detail(Outcome outcome) {
		Booking booking = outcome.booking();
		if (outcome.isBooked()) {
			return ": %s (key %s, attempts %d%s)".formatted(booking.mediaBuyId(), booking.shownKey(),
					booking.attempts(), booking.replayed() ? ", replayed" : "");
		}
		return (booking.problem() != null) ? ", " + describe(booking.problem()) : "";
	}

	/**
	 * Print the table, then what is wrong with which campaign, then the sums.
	 * @param outcomes the outcomes, in the plan's order
	 */
	void summary(List<Outcome> outcomes) {
		table(outcomes);
		problems(outcomes);
		sums(outcomes);
	}

	private void table(List<Outcome> outcomes) {
		List<List<String>> rows = new ArrayList<>();
		rows.add(HEAD);
		outcomes.forEach((outcome) -> rows.add(row(outcome)));
		int[] widths = new int[HEAD.size()];
		rows.forEach((row) -> widen(widths, row));
		this.out.println();
		for (List<String> row : rows) {
			StringBuilder line = new StringBuilder();
			for (int column = 0; column < widths.length; column++) {
				line.append(("%-" + widths[column] + "s  ").formatted(row.get(column)));
			}
			this.out.println(line.toString().stripTrailing());
		}
	}

	private static void widen(int[] widths, List<String> row) {
		for (int column = 0; column < widths.length; column++) {
			widths[column] = Math.max(widths[column], row.get(column).length());
		}
	}

	private static List<String> row(Outcome outcome) {
		Booking booking = outcome.booking();
		String replayed = outcome.isBooked() ? (booking.replayed() ? "yes" : "no") : "-";
		return List.of(printable(booking.campaignId()), booking.shownKey(), String.valueOf(booking.attempts()),
				replayed, (booking.mediaBuyId() != null) ? printable(booking.mediaBuyId()) : "-", outcome.inWords());
	}

	private void problems(List<Outcome> outcomes) {
		List<Outcome> bad = outcomes.stream().filter((outcome) -> outcome.booking().problem() != null).toList();
		if (bad.isEmpty()) {
			return;
		}
		this.out.println();
		this.out.println("Not booked:");
		bad.forEach((outcome) -> say(
				"  %s: %s".formatted(outcome.booking().campaignId(), describe(outcome.booking().problem()))));
	}

	private static String describe(@Nullable Problem problem) {
		if (problem == null) {
			return "";
		}
		String field = (problem.field() != null) ? " (field: %s)".formatted(problem.field()) : "";
		return "%s: %s%s".formatted(problem.code(), problem.message(), field);
	}

	private void sums(List<Outcome> outcomes) {
		long booked = outcomes.stream().filter(Outcome::isBooked).count();
		long refused = outcomes.stream().filter(Outcome::isRefused).count();
		long unknown = outcomes.stream().filter(Outcome::isUnknown).count();
		long replays = outcomes.stream().filter((outcome) -> outcome.booking().replayed()).count();
		int attempts = outcomes.stream().mapToInt((outcome) -> outcome.booking().attempts()).sum();
		this.out.println();
		say("%d campaigns: %d booked, %d refused, %d unknown or not sent. Attempts: %d, of them replays: %d."
			.formatted(outcomes.size(), booked, refused, unknown, attempts, replays));
		if (unknown > 0) {
			say("Run the desk again with the same database: it goes on with the same keys, so nothing is bought twice.");
		}
	}

	// A seller's words must not be able to move the cursor
	private static String printable(String text) {
		return text.replaceAll("\\p{Cntrl}", " ");
	}

}
