package io.adcp.spring.verification.conformance;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FutureDatesTests {

	@Test
	void datesOfTheYearOfTheSetMoveTo2099() {
		assertThat(FutureDates.move("from: \"2026-05-01T00:00:00Z\"\nto: 2026-05-31\n"))
			.isEqualTo("from: \"2099-05-01T00:00:00Z\"\nto: 2099-05-31\n");
	}

	@Test
	void datesKeepTheirDistanceSoThatTheirOrderStays() {
		assertThat(FutureDates.move("2026-12-01 2027-03-01")).isEqualTo("2099-12-01 2100-03-01");
		assertThat(FutureDates.move("2026-12-31 2026-01-01")).isEqualTo("2099-12-31 2099-01-01");
	}

	@Test
	void datesThatAreMeantToHavePassedStay() {
		assertThat(FutureDates.move("start: 2020-01-01T00:00:00Z")).isEqualTo("start: 2020-01-01T00:00:00Z");
		assertThat(FutureDates.move("2025-12-31")).isEqualTo("2025-12-31");
	}

	@Test
	void aLeapDayBecomesTheLastOfFebruary() {
		assertThat(FutureDates.move("2028-02-29")).isEqualTo("2101-02-28");
	}

	@Test
	void whatOnlyLooksLikeADateStays() {
		assertThat(FutureDates.move("2026-13-01 2026-02-31")).isEqualTo("2026-13-01 2026-02-31");
		assertThat(FutureDates.move("buy-2026-05-01 12026-05-01 2026-05-011 2026-05-01-b"))
			.isEqualTo("buy-2026-05-01 12026-05-01 2026-05-011 2026-05-01-b");
	}

	@Test
	void whatIsAsFarAheadAlreadyStays() {
		assertThat(FutureDates.move("2099-05-01")).isEqualTo("2099-05-01");
	}

}
