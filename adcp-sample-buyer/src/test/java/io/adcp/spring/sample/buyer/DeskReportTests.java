package io.adcp.spring.sample.buyer;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.adcp.spring.sample.buyer.Booking.Problem;
import io.adcp.spring.sample.buyer.Booking.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeskReport}.
 */
class DeskReportTests {

	private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

	private final DeskReport report = new DeskReport(new PrintStream(this.screen, true, StandardCharsets.UTF_8));

	@Test
	void theTableNamesEachCampaignWithItsOutcome() {
		this.report.summary(List.of(booked("autumn-01", 1, false, "mb_1"), booked("autumn-02", 2, true, "mb_2"),
				failed("autumn-03", State.REFUSED, 1,
						new Problem("PRODUCT_NOT_FOUND", "No such product", "packages[0].product_id")),
				failed("autumn-04", State.OPEN, 4, new Problem("SERVICE_UNAVAILABLE", "No answer", null)),
				failed("autumn-05", State.OPEN, 0, null)));
		assertThat(screen()).containsSubsequence("campaign   key       attempts  replayed  media_buy_id  outcome",
				"autumn-01  0123abcd  1         no        mb_1          booked",
				"autumn-02  0123abcd  2         yes       mb_2          booked",
				"autumn-03  0123abcd  1         -         -             refused",
				"autumn-04  0123abcd  4         -         -             unknown",
				"autumn-05  0123abcd  0         -         -             not sent", "Not booked:",
				"  autumn-03: PRODUCT_NOT_FOUND: No such product (field: packages[0].product_id)",
				"  autumn-04: SERVICE_UNAVAILABLE: No answer",
				"5 campaigns: 2 booked, 1 refused, 2 unknown or not sent. Attempts: 8, of them replays: 1.");
	}

	@Test
	void whatWasBookedBeforeOrIsPlannedOtherwiseNowIsSaid() {
		Booking booking = booked("autumn-01", 1, false, "mb_1").booking();
		assertThat(new Outcome(booking, true, true).inWords()).isEqualTo("booked before");
		assertThat(new Outcome(booking, true, false).inWords()).isEqualTo("booked before, as first planned");
	}

	@Test
	void aSellersWordsCannotMoveTheCursor() {
		this.report.progress(failed("autumn-01", State.REFUSED, 1, new Problem("X", "red\u001b[31m\nalert", null)));
		assertThat(screen()).containsExactly("autumn-01: refused, X: red [31m alert");
	}

	private List<String> screen() {
		return this.screen.toString(StandardCharsets.UTF_8).lines().toList();
	}

	private static Outcome booked(String campaign, int attempts, boolean replayed, String mediaBuyId) {
		return new Outcome(booking(campaign, State.BOOKED, attempts, replayed, mediaBuyId, null), false, true);
	}

	private static Outcome failed(String campaign, State state, int attempts, @Nullable Problem problem) {
		return new Outcome(booking(campaign, state, attempts, false, null, problem), false, true);
	}

	private static Booking booking(String campaign, State state, int attempts, boolean replayed,
			@Nullable String mediaBuyId, @Nullable Problem problem) {
		return new Booking(campaign, "c-1", "0123abcd", "{}", state, attempts, replayed, mediaBuyId, problem);
	}

}
