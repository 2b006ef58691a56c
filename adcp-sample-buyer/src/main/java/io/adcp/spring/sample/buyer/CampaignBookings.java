package io.adcp.spring.sample.buyer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpCallBook;
import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpResult;
import io.adcp.spring.client.CallEnd;
import io.adcp.spring.sample.buyer.Booking.Problem;
import io.adcp.spring.sample.buyer.Booking.State;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The desk's campaigns. Whatever is written here and in the book of calls together is
 * written in one transaction, which has committed when the method returns.
 */
@Repository
class CampaignBookings {

	private static final String FIND = """
			SELECT * FROM campaign WHERE campaign_id = :campaign
			""";

	private static final String INSERT = """
			INSERT INTO campaign (campaign_id, campaign_name, call_id, shown_key, request, state, attempts, replayed)
			VALUES (:campaign, :name, :call, :key, :request, 'OPEN', 0, FALSE)
			""";

	private static final String REOPEN = """
			UPDATE campaign SET call_id = :call, request = :request, state = 'OPEN', error_code = NULL,
				error_message = NULL, error_field = NULL
			WHERE campaign_id = :campaign AND state = 'REFUSED'
			""";

	private static final String COUNT_ATTEMPTS = """
			UPDATE campaign SET attempts = attempts + :more WHERE campaign_id = :campaign
			""";

	private static final String ANSWER = """
			UPDATE campaign SET state = :state, replayed = :replayed, media_buy_id = :mediaBuyId, error_code = :code,
				error_message = :message, error_field = :field
			WHERE campaign_id = :campaign
			""";

	private static final CallEnd REPLACED = new CallEnd("failed", "");

	private final JdbcClient jdbcClient;

	private final AdcpClient seller;

	private final AdcpCallBook book;

	CampaignBookings(JdbcClient jdbcClient, AdcpClient seller, AdcpCallBook book) {
		this.jdbcClient = jdbcClient;
		this.seller = seller;
		this.book = book;
	}

	/**
	 * Find what the desk knows of a campaign.
	 * @param campaignId the campaign
	 * @return the booking, or empty where the desk has never seen the campaign
	 */
	Optional<Booking> find(String campaignId) {
		return this.jdbcClient.sql(FIND).param("campaign", campaignId).query(CampaignBookings::booking).optional();
	}

	/**
	 * Find the call of a campaign that is not booked.
	 * @param booking the booking
	 * @return the call, which an earlier run may have sent
	 */
	AdcpCall call(Booking booking) {
		return this.book.find(booking.callId()).orElseThrow();
	}

	/**
	 * Store a campaign that the desk has never seen, and its call.
	 * @param campaign the campaign
	 * @param request the request without the key
	 * @param call the call, not sent so far
	 * @return the open booking
	 */
	@Transactional
	public Booking open(Campaign campaign, String request, AdcpCall call) {
		String key = Objects.requireNonNull(call.idempotencyKey(), "create_media_buy is a keyed task");
		this.seller.store(call);
		this.jdbcClient.sql(INSERT)
			.param("campaign", campaign.id())
			.param("name", campaign.name())
			.param("call", call.id())
			.param("key", key.substring(0, 8))
			.param("request", request)
			.update();
		return get(campaign.id());
	}

	/**
	 * Store what a refused campaign looks like now, before it is sent again.
	 * @param booking the refused booking
	 * @param request the request without the key
	 * @param call the call that carries it, under the campaign's key
	 * @return the booking, open again
	 */
	@Transactional
	public Booking reopen(Booking booking, String request, AdcpCall call) {
		this.seller.store(call);
		this.book.settle(booking.callId(), REPLACED,
				() -> this.jdbcClient.sql(REOPEN)
					.param("call", call.id())
					.param("request", request)
					.param("campaign", booking.campaignId())
					.update());
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
	 * Store that the seller has booked a campaign, which settles its call.
	 * @param booking the booking
	 * @param mediaBuyId the seller's id of the buy
	 * @param answer the seller's answer
	 * @return the booking as it now is
	 */
	Booking booked(Booking booking, String mediaBuyId, AdcpResult<?> answer) {
		this.seller.settle(answer, () -> answer(booking, State.BOOKED, mediaBuyId, answer.replayed(), null));
		return get(booking.campaignId());
	}

	/**
	 * Store that the seller has refused a campaign. Its call stays in the book: its key
	 * is the campaign's for life.
	 * @param booking the booking
	 * @param problem the seller's reason
	 * @return the booking as it now is
	 */
	Booking refused(Booking booking, Problem problem) {
		answer(booking, State.REFUSED, null, false, problem);
		return get(booking.campaignId());
	}

	/**
	 * Store that the outcome is still not known.
	 * @param booking the booking, which stays open
	 * @param problem what is known
	 * @return the booking as it now is
	 */
	Booking unknown(Booking booking, Problem problem) {
		answer(booking, State.OPEN, null, false, problem);
		return get(booking.campaignId());
	}

	private void answer(Booking booking, State state, @Nullable String mediaBuyId, boolean replayed,
			@Nullable Problem problem) {
		this.jdbcClient.sql(ANSWER)
			.param("state", state.name())
			.param("replayed", replayed)
			.param("mediaBuyId", mediaBuyId)
			.param("code", (problem != null) ? problem.code() : null)
			.param("message", (problem != null) ? problem.message() : null)
			.param("field", (problem != null) ? problem.field() : null)
			.param("campaign", booking.campaignId())
			.update();
	}

	private Booking get(String campaignId) {
		return find(campaignId).orElseThrow();
	}

	private static Booking booking(ResultSet row, int number) throws SQLException {
		String code = row.getString("error_code");
		Problem problem = (code != null)
				? new Problem(code, row.getString("error_message"), row.getString("error_field")) : null;
		return new Booking(row.getString("campaign_id"), row.getString("call_id"), row.getString("shown_key"),
				row.getString("request"), State.valueOf(row.getString("state")), row.getInt("attempts"),
				row.getBoolean("replayed"), row.getString("media_buy_id"), problem);
	}

}
