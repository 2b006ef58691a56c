package io.adcp.spring.sample.seller.mediabuy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Media buys in the database. Every statement that reads or changes one names the agent,
 * so none can reach into another agent's buys.
 */
@Repository
class MediaBuyRepository {

	/**
	 * The status follows from the rest, so it is never stored and never out of date. Only
	 * a buy that would run is paused: AdCP's life cycle leads from there back to active
	 * and nowhere else.
	 */
	private static final String WITH_STATUS = """
			SELECT b.media_buy_id, b.position, b.agent, b.account_id, b.brand_domain, b.buyer_ref, b.po_number,
				b.currency, b.start_time, b.end_time, b.paused, b.canceled_at, b.cancellation_reason, b.revision,
				b.created_at, b.updated_at,
				CASE
					WHEN b.canceled_at IS NOT NULL THEN 'canceled'
					WHEN b.end_time <= :now THEN 'completed'
					WHEN EXISTS (
						SELECT 1 FROM media_buy_package p
						WHERE p.media_buy_id = b.media_buy_id AND NOT EXISTS (
							SELECT 1 FROM creative_assignment a WHERE a.package_id = p.package_id))
						THEN 'pending_creatives'
					WHEN b.start_time > :now THEN 'pending_start'
					WHEN b.paused THEN 'paused'
					ELSE 'active'
				END AS status
			FROM media_buy b WHERE b.agent = :agent
				AND (b.order_state IS NULL OR b.order_state = 'ordered')""";

	private static final String INSERT = """
			INSERT INTO media_buy (media_buy_id, agent, account_id, brand_domain, buyer_ref, po_number, currency,
				start_time, end_time, paused, revision, created_at, updated_at)
			VALUES (:mediaBuyId, :agent, :accountId, :brandDomain, :buyerRef, :poNumber, :currency,
				:startTime, :endTime, FALSE, 1, :now, :now)""";

	private static final String UPDATE = """
			UPDATE media_buy SET start_time = :startTime, end_time = :endTime, paused = :paused,
				canceled_at = :canceledAt, cancellation_reason = :cancellationReason,
				revision = revision + 1, updated_at = :now
			WHERE agent = :agent AND media_buy_id = :mediaBuyId AND revision = :revision""";

	private static final String HOLD = "UPDATE media_buy SET order_state = 'waiting' WHERE media_buy_id = :mediaBuyId";

	private static final String REFUSE = "UPDATE media_buy SET order_state = 'refused' WHERE media_buy_id = :mediaBuyId";

	private static final String CONFIRM = """
			UPDATE media_buy SET order_state = 'ordered', order_id = :orderId, created_at = :now, updated_at = :now
			WHERE media_buy_id = :mediaBuyId""";

	private final JdbcClient jdbc;

	MediaBuyRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	Optional<MediaBuy> find(String agent, String accountId, String mediaBuyId, Instant now) {
		return this.jdbc.sql(WITH_STATUS + " AND b.account_id = :accountId AND b.media_buy_id = :mediaBuyId")
			.param("agent", agent)
			.param("accountId", accountId)
			.param("mediaBuyId", mediaBuyId)
			.param("now", utc(now))
			.query(MediaBuy.class)
			.optional();
	}

	/**
	 * Return an agent's buys in the order of their booking.
	 */
	List<MediaBuy> find(Query query) {
		StringBuilder sql = new StringBuilder("SELECT * FROM (" + WITH_STATUS + ") found WHERE position > :after");
		append(sql, " AND account_id = :accountId", query.accountId());
		append(sql, " AND media_buy_id IN (:mediaBuyIds)", query.mediaBuyIds());
		append(sql, " AND buyer_ref IN (:buyerRefs)", query.buyerRefs());
		append(sql, " AND status IN (:statuses)", query.statuses());
		return this.jdbc.sql(sql.append(" ORDER BY position LIMIT :limit").toString())
			.paramSource(query)
			.query(MediaBuy.class)
			.list();
	}

	private static void append(StringBuilder sql, String condition, @Nullable Object value) {
		if (value != null) {
			sql.append(condition);
		}
	}

	void insert(MediaBuy buy) {
		this.jdbc.sql(INSERT)
			.param("mediaBuyId", buy.mediaBuyId())
			.param("agent", buy.agent())
			.param("accountId", buy.accountId())
			.param("brandDomain", buy.brandDomain())
			.param("buyerRef", buy.buyerRef())
			.param("poNumber", buy.poNumber())
			.param("currency", buy.currency())
			.param("startTime", utc(buy.startTime()))
			.param("endTime", utc(buy.endTime()))
			.param("now", utc(buy.createdAt()))
			.update();
	}

	/**
	 * Write a changed buy.
	 * @return whether it still had the given revision
	 */
	boolean update(MediaBuy buy, Instant now) {
		return this.jdbc.sql(UPDATE)
			.param("startTime", utc(buy.startTime()))
			.param("endTime", utc(buy.endTime()))
			.param("paused", buy.paused())
			.param("canceledAt", (buy.canceledAt() != null) ? utc(buy.canceledAt()) : null)
			.param("cancellationReason", buy.cancellationReason())
			.param("now", utc(now))
			.param("agent", buy.agent())
			.param("mediaBuyId", buy.mediaBuyId())
			.param("revision", buy.revision())
			.update() == 1;
	}

	/**
	 * Hide a buy until it has an order.
	 */
	void hold(String mediaBuyId) {
		this.jdbc.sql(HOLD).param("mediaBuyId", mediaBuyId).update();
	}

	/**
	 * Show a buy that has got its order, and count it as booked from now on.
	 */
	void confirm(String mediaBuyId, String orderId, Instant now) {
		this.jdbc.sql(CONFIRM)
			.param("mediaBuyId", mediaBuyId)
			.param("orderId", orderId)
			.param("now", utc(now))
			.update();
	}

	/**
	 * Never show a buy whose order was refused.
	 */
	void refuse(String mediaBuyId) {
		this.jdbc.sql(REFUSE).param("mediaBuyId", mediaBuyId).update();
	}

	private static OffsetDateTime utc(Instant time) {
		return time.atOffset(ZoneOffset.UTC);
	}

	/**
	 * Which buys to return.
	 *
	 * @param agent whose
	 * @param accountId of which account, {@code null} for all
	 * @param mediaBuyIds with which ids, {@code null} for any
	 * @param buyerRefs with which names, {@code null} for any
	 * @param statuses in which states, {@code null} for any
	 * @param after only those behind this position
	 * @param limit how many at most
	 * @param now the time now
	 */
	record Query(String agent, @Nullable String accountId, @Nullable List<String> mediaBuyIds,
			@Nullable List<String> buyerRefs, @Nullable List<String> statuses, long after, int limit,
			OffsetDateTime now) {
	}

}
