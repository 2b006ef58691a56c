package io.adcp.spring.verification.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import io.adcp.spring.verification.harness.Database;

/**
 * How long a round trip takes, with the added network and without.
 */
final class NetworkTable implements BenchmarkTable {

	/**
	 * What the added network adds to a round trip.
	 */
	static final Duration ADDED = Duration.ofNanos(500_000);

	@Override
	public String name() {
		return "network";
	}

	@Override
	public String question() {
		return "How long is a round trip to the database (`SELECT 1`), with the added network and without?";
	}

	@Override
	public void measure(Bench bench) throws Exception {
		Database database = bench.newDatabase();
		Duration time = bench.settings().block().dividedBy(2);
		try (DelayProxy proxy = new DelayProxy(bench.postgres().port(), ADDED);
				Connection near = database.connect();
				Connection far = database.by(proxy.port()).connect()) {
			Rounds rounds = bench.measure(new Case("1 thread", Load.MEDIAN, "loopback",
					List.of(new Variant("loopback", () -> Load.run(1, time, () -> selectOne(near))),
							new Variant("with the added network", () -> Load.run(1, time, () -> selectOne(far)))),
					List.of()));
			bench.fact("added to a round trip, ms",
					Statistics.median(rounds.values("with the added network", Load.MEDIAN))
							- Statistics.median(rounds.values("loopback", Load.MEDIAN)));
		}
	}

	static void selectOne(Connection connection) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement("SELECT 1");
				ResultSet row = statement.executeQuery()) {
			row.next();
		}
	}

}
