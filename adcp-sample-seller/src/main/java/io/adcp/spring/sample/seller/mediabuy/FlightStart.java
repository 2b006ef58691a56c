package io.adcp.spring.sample.seller.mediabuy;

import java.time.Instant;
import java.time.OffsetDateTime;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * When a flight begins: at a time, or as soon as possible.
 *
 * @param time the time, or {@code null} for as soon as possible
 */
record FlightStart(@Nullable Instant time) {

	@JsonCreator
	static FlightStart of(String text) {
		return new FlightStart("asap".equals(text) ? null : OffsetDateTime.parse(text).toInstant());
	}

}
