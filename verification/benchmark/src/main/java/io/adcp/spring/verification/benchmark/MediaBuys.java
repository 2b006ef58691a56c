package io.adcp.spring.verification.benchmark;

import java.util.concurrent.locks.LockSupport;

import io.adcp.spring.idempotency.Idempotent;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * The handler, as an application would write it.
 */
class MediaBuys {

	private final JdbcClient jdbc;

	MediaBuys(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Idempotent
	public Booking.Answer buyOnce(JsonNode request) {
		return book(request);
	}

	@Transactional
	public Booking.Answer buy(JsonNode request) {
		return book(request);
	}

	/**
	 * Buy, and take some time over it, in which a thread has nothing to do.
	 * @param request the request
	 * @param nanos how long
	 * @return the answer
	 */
	@Idempotent
	public Booking.Answer buyOnceSlowly(JsonNode request, long nanos) {
		long end = System.nanoTime() + nanos;
		Booking.Answer answer = book(request);
		while (System.nanoTime() < end) {
			LockSupport.parkNanos(end - System.nanoTime());
		}
		return answer;
	}

	private Booking.Answer book(JsonNode request) {
		Booking booking = Booking.of(request);
		this.jdbc.sql(Booking.INSERT_MEDIA_BUY).params(booking.mediaBuyParameters()).update();
		this.jdbc.sql(Booking.INSERT_PACKAGES).params(booking.packageParameters()).update();
		return booking.answer();
	}

}
