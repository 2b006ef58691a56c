package io.adcp.spring.sample.seller.mediabuy;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

import io.adcp.spring.sample.seller.creative.PackageDirectory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The packages of media buys in the database. Callers pass a buy that they have found for
 * the calling agent.
 */
@Repository
class PackageRepository implements PackageDirectory {

	private static final String SELECT = """
			SELECT package_id, media_buy_id, position, product_id, pricing_option_id, buyer_ref, budget, bid_price,
				impressions, paused
			FROM media_buy_package WHERE media_buy_id IN (:mediaBuyIds) ORDER BY media_buy_id, position""";

	private static final String INSERT = """
			INSERT INTO media_buy_package (package_id, media_buy_id, position, product_id, pricing_option_id,
				buyer_ref, budget, bid_price, impressions, paused)
			VALUES (:packageId, :mediaBuyId, :position, :productId, :pricingOptionId,
				:buyerRef, :budget, :bidPrice, :impressions, :paused)""";

	private static final String UPDATE = """
			UPDATE media_buy_package
			SET budget = :budget, bid_price = :bidPrice, impressions = :impressions, paused = :paused
			WHERE package_id = :packageId""";

	private static final String COUNT_OPEN = """
			SELECT COUNT(*) FROM media_buy_package p JOIN media_buy b ON b.media_buy_id = p.media_buy_id
			WHERE b.account_id = :accountId AND p.package_id = :packageId
				AND b.canceled_at IS NULL AND b.end_time > :now""";

	private final JdbcClient jdbc;

	private final Clock clock;

	PackageRepository(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	List<BookedPackage> findByMediaBuys(Collection<String> mediaBuyIds) {
		if (mediaBuyIds.isEmpty()) {
			return List.of();
		}
		return this.jdbc.sql(SELECT).param("mediaBuyIds", mediaBuyIds).query(BookedPackage.class).list();
	}

	void insert(BookedPackage booked) {
		this.jdbc.sql(INSERT).paramSource(booked).update();
	}

	void update(BookedPackage booked) {
		this.jdbc.sql(UPDATE).paramSource(booked).update();
	}

	@Override
	public boolean isOpen(String accountId, String packageId) {
		return this.jdbc.sql(COUNT_OPEN)
			.param("accountId", accountId)
			.param("packageId", packageId)
			.param("now", this.clock.instant().atOffset(ZoneOffset.UTC))
			.query(Integer.class)
			.single() > 0;
	}

}
