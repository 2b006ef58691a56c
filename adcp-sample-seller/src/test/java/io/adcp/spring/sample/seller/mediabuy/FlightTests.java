package io.adcp.spring.sample.seller.mediabuy;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.adcp.spring.AdcpException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FlightTests {

	private static final Instant NOW = Instant.parse("2030-01-15T12:00:00Z");

	@Test
	void asSoonAsPossibleIsNow() {
		assertThat(plan("asap", "2030-02-01T00:00:00Z").start()).isEqualTo(NOW);
	}

	@Test
	void timesMayHaveAnOffset() {
		assertThat(plan("2030-02-01T00:00:00+02:00", "2030-03-01T00:00:00Z").start())
			.isEqualTo(Instant.parse("2030-01-31T22:00:00Z"));
	}

	@Test
	void aStartWithinTheClockSkewIsNotPast() {
		assertThat(plan("2030-01-15T11:59:00Z", "2030-02-01T00:00:00Z").start())
			.isEqualTo(Instant.parse("2030-01-15T11:59:00Z"));
	}

	@Test
	void aPastStartIsRefused() {
		assertRefused("start_time", "2030-01-15T11:58:59Z", "2030-02-01T00:00:00Z");
	}

	@Test
	void anEndBeforeTheStartIsRefused() {
		assertRefused("end_time", "2030-02-01T00:00:00Z", "2030-01-20T00:00:00Z");
	}

	@Test
	void anEndAtTheStartIsRefused() {
		assertRefused("end_time", "2030-02-01T00:00:00Z", "2030-02-01T00:00:00Z");
	}

	@Test
	void aPastEndIsRefused() {
		assertRefused("end_time", "2030-01-15T11:59:10Z", "2030-01-15T11:59:50Z");
	}

	@Test
	void anEndThatTheDatabaseCannotKeepIsRefused() {
		assertRefused("end_time", "2030-02-01T00:00:00Z", "+10000-01-01T00:00:00Z");
		assertRefused("end_time", "2030-02-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z");
	}

	private static Flight plan(String start, String end) {
		return Flight.plan(FlightStart.of(start), Instant.parse(end), NOW);
	}

	private static void assertRefused(String field, String start, String end) {
		assertThatExceptionOfType(AdcpException.class).isThrownBy(() -> plan(start, end)).satisfies((ex) -> {
			assertThat(ex.code()).isEqualTo("INVALID_REQUEST");
			assertThat(ex.error().field()).isEqualTo(field);
		});
	}

}
