package io.adcp.spring.sample.buyer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;

import io.adcp.spring.sample.buyer.Booking.Problem;
import io.adcp.spring.sample.buyer.Booking.State;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The desk's memory. Each method is one statement that has committed when the method
 * returns, which is what makes "stored before it was sent" true.
 */
@Repository
class BookingLedger {

	private static final String FIND = """
			SELECT * FROM booking WHERE campaign_id = :campaign
			""";

	private static final String INSERT = """
			INSERT INTO booking (campaign_id, campaign_name, idempotency_key, request, frozen_call, state, attempts,
				replayed, stored_at)
			VALUES (:campaign, :name, :key, :request, :call, 'OPEN', 0, FALSE, :now)
			""";

	private static final String REOPEN = """
			UPDATE booking SET request = :request, frozen_call = :call, state = 'OPEN', error_code = NULL,
				error_message = NULL, error_field = NULL, stored_at = :now
			WHERE campaign_id = :campaign AND state = 'REFUSED'
			""";

	private static final String COUNT_ATTEMPTS = """
			UPDATE booking SET attempts = attempts + :more WHERE campaign_id = :campaign
			""";

	private static final String ANSWER = """
			UPDATE booking SET state = :state, replayed = :replayed, media_buy_id = :mediaBuyId, error_code = :code,
				error_message = :message, error_field = :field, answered_at = :now
			WHERE campaign_id = :campaign
			""";

	private final JdbcClient jdbcClient;

	private final Clock clock;

	BookingLedger(JdbcClient jdbcClient, Clock clock) {
		this.jdbcClient = jdbcClient;
		this.clock = clock;
	}

	/**
	 * Find what the desk knows of a campaign.
	 * @param campaignId the campaign
	 * @return the booking, or empty where the desk has never seen the campaign
	 */
	Optional<Booking> find(String campaignId) {
		return this.jdbcClient.sql(FIND).param("campaign", campaignId).query(BookingLedger::booking).optional();
	}

	/**
	 * Store a campaign that the desk has never seen.
	 * @param campaign the campaign
	 * @param request the request without the key
	 * @param idempotencyKey the campaign's key from now on
	 * @param frozenCall the call that carries both
	 * @return the open booking, never sent so far
	 */
	Booking open(Campaign campaign, String request, String idempotencyKey, String frozenCall) {
		this.jdbcClient.sql(INSERT)
			.param("campaign", campaign.id())
			.param("name", campaign.name())
			.param("key", idempotencyKey)
			.param("request", request)
			.param("call", frozenCall)
			.param("now", now())
			.update();
		return get(campaign.id());
	}

	/**
	 * Store what a refused campaign looks like now, before it is sent again.
	 * @param booking the refused booking
	 * @param request the request without the key
	 * @param frozenCall the call that carries it, under the campaign's key
	 * @return the booking, open again
	 */
	Booking reopen(Booking booking, String request, String frozenCall) {
		this.jdbcClient.sql(REOPEN)
			.param("request", request)
			.param("call", frozenCall)
			.param("now", now())
			.param("campaign", booking.campaignId())
			.update();
		return get(booking.campaignId());
	}

	/**
	 * Count attempts.
	 * @param booking the booking whose call is, or was, sent
	 * @param more how many times
	 */
	void countAttempts(Booking booking, int more) {
		this.jdbcClient.sql(COUNT_ATTEMPTS).param("more", more).param("campaign", booking.campaignId()).update();
	}

	/**
	 * Store that the seller has booked a campaign.
	 * @param booking the booking
	 * @param mediaBuyId the seller's id of the buy
	 * @param replayed whether the seller has only repeated its first answer
	 * @return the booking as it now is
	 */
	Booking booked(Booking booking, String mediaBuyId, boolean replayed) {
		return answer(booking, State.BOOKED, mediaBuyId, replayed, null);
	}

	/**
	 * Store that the seller has refused a campaign.
	 * @param booking the booking
	 * @param problem the seller's reason
	 * @return the booking as it now is
	 */
	Booking refused(Booking booking, Problem problem) {
		return answer(booking, State.REFUSED, null, false, problem);
	}

	/**
	 * Store that the outcome is still not known.
	 * @param booking the booking, which stays open
	 * @param problem what is known
	 * @return the booking as it now is
	 */
	Booking unknown(Booking booking, Problem problem) {
		return answer(booking, State.OPEN, null, false, problem);
	}

	private Booking answer(Booking booking, State state, @Nullable String mediaBuyId, boolean replayed,
			@Nullable Problem problem) {
		this.jdbcClient.sql(ANSWER)
			.param("state", state.name())
			.param("replayed", replayed)
			.param("mediaBuyId", mediaBuyId)
			.param("code", (problem != null) ? problem.code() : null)
			.param("message", (problem != null) ? problem.message() : null)
			.param("field", (problem != null) ? problem.field() : null)
			.param("now", now())
			.param("campaign", booking.campaignId())
			.update();
		return get(booking.campaignId());
	}

	private Booking get(String campaignId) {
		return find(campaignId).orElseThrow();
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

	private static Booking booking(ResultSet row, int number) throws SQLException {
		String code = row.getString("error_code");
		Problem problem = (code != null)
				? new Problem(code, row.getString("error_message"), row.getString("error_field")) : null;
		return new Booking(row.getString("campaign_id"), row.getString("idempotency_key"), row.getString("request"),
				row.getString("frozen_call"), State.valueOf(row.getString("state")), row.getInt("attempts"),
				row.getBoolean("replayed"), row.getString("media_buy_id"), problem);
	}

}
