package io.adcp.spring.client.jsonrpc;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Reads the HTTP header {@code Retry-After}: whole seconds, or a date.
 *
 * @since 0.1.0
 */
public final class RetryAfter {

	private static final long MAX_SECONDS = 604_800;

	private RetryAfter() {
	}

	/**
	 * Read the header.
	 * @param headers the headers of a response
	 * @param clock tells how far away a date is
	 * @return how long to wait, or {@code null} where the header does not say
	 */
	public static @Nullable Duration read(HttpHeaders headers, Clock clock) {
		String value = headers.getFirst(HttpHeaders.RETRY_AFTER);
		if (value == null) {
			return null;
		}
		String text = value.trim();
		if (text.matches("\\d{1,9}")) {
			return Duration.ofSeconds(Math.min(Long.parseLong(text), MAX_SECONDS));
		}
		try {
			ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
			// the part of a second that is lost would make the retry too early
			long seconds = Duration.between(clock.instant(), date).toSeconds() + 1;
			return Duration.ofSeconds(Math.max(0, Math.min(seconds, MAX_SECONDS)));
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
