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
	public BookedBuy.Answer buyOnce(JsonNode request) {
		return book(request);
	}

	@Transactional
	public BookedBuy.Answer buy(JsonNode request) {
		return book(request);
	}

	/**
	 * Buy, and take some time over it, in which a thread has nothing to do.
	 * @param request the request
	 * @param nanos how long
	 * @return the answer
	 */
	@Idempotent
	public BookedBuy.Answer buyOnceSlowly(JsonNode request, long nanos) {
		long end = System.nanoTime() + nanos;
		BookedBuy.Answer answer = book(request);
		while (System.nanoTime() < end) {
			LockSupport.parkNanos(end - System.nanoTime());
		}
		return answer;
	}

	private BookedBuy.Answer book(JsonNode request) {
		BookedBuy booking = BookedBuy.of(request);
		this.jdbc.sql(BookedBuy.INSERT_MEDIA_BUY).params(booking.mediaBuyParameters()).update();
		this.jdbc.sql(BookedBuy.INSERT_PACKAGES).params(booking.packageParameters()).update();
		return booking.answer();
	}

}
