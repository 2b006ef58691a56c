package io.adcp.spring.idempotency.replay;

import java.time.Duration;

import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.verification.model.Binding;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a way through the model needs of a backend.
 */
interface ModelDriver extends AutoCloseable {

	Duration LEASE = Duration.ofMinutes(5);

	// A way has many windows, and no tombstone may end in the meantime
	Retention RETENTION = new Retention(Duration.ofHours(24), Retention.DEFAULT_SKEW, Duration.ofDays(3000));

	/**
	 * Return how records stand to rows.
	 * @return the binding
	 */
	Binding binding();

	/**
	 * Return whether the backend knows the payload of a call that has not ended.
	 * @return {@code false} if another payload is in flight, too, until then
	 */
	boolean knowsPayloadsInFlight();

	/**
	 * Start a seller's process, as it were.
	 * @return the process, on the shared ledger
	 */
	SteppedSeller newSeller();

	/**
	 * Age what is stored.
	 * @param duration how much
	 */
	void advance(Duration duration);

	/**
	 * Drop what is past its time.
	 */
	void purge();

	/**
	 * Return where the handlers write.
	 * @return the database
	 */
	JdbcTemplate rows();

	@Override
	void close();

}
