package io.adcp.spring.verification.crash;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.adcp.spring.verification.harness.Database;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which death has led to which double execution: the first one that a campaign
 * was under way in when its buy was already committed.
 */
final class DoubleExecutions {

	private static final String COMMITTED = "SELECT DISTINCT po_number FROM media_buy WHERE po_number = ANY (?)";

	private final List<Kill> kills = new ArrayList<>();

	private final Database database;

	private final Map<String, int[]> byPlace = new TreeMap<>();

	private int unexplained;

	DoubleExecutions(Database database) {
		this.database = database;
	}

	/**
	 * Note that a seller was killed just now.
	 * @param place the place
	 * @param there the campaign it was at work on at that place, if it has told
	 * @param underway all that it was at work on
	 */
	void sellerKilled(String place, @Nullable String there, Set<String> underway) {
		try {
			note(new Kill(place, there, committed(underway), true));
		}
		catch (SQLException ex) {
			// The database is dead as well
			note(new Kill(place, there, underway, false));
		}
	}

	/**
	 * Note that the database was killed, and that is not the time to ask it.
	 */
	void databaseKilled(String place, Set<String> first, Set<String> second) {
		Set<String> underway = new HashSet<>(first);
		underway.addAll(second);
		note(new Kill(place, null, underway, false));
	}

	private synchronized void note(Kill kill) {
		this.kills.add(kill);
	}

	private Set<String> committed(Set<String> campaigns) throws SQLException {
		Set<String> committed = new HashSet<>();
		try (Connection connection = this.database.connect();
				PreparedStatement statement = connection.prepareStatement(COMMITTED)) {
			statement.setArray(1, connection.createArrayOf("text", campaigns.toArray()));
			try (ResultSet row = statement.executeQuery()) {
				while (row.next()) {
					committed.add(row.getString(1));
				}
			}
		}
		return committed;
	}

	/**
	 * Find the deaths.
	 * @param bought how often each campaign was bought
	 */
	synchronized void explain(Map<String, Integer> bought) {
		Map<String, Integer> left = new HashMap<>();
		bought.forEach((campaign, times) -> left.put(campaign, times - 1));
		// What is known goes before what is only possible
		Stream.concat(this.kills.stream().filter(Kill::known), this.kills.stream().filter((kill) -> !kill.known()))
			.forEach((kill) -> explain(kill, left));
		this.unexplained = left.values().stream().mapToInt(Integer::intValue).sum();
	}

	private void explain(Kill kill, Map<String, Integer> left) {
		int[] sums = this.byPlace.computeIfAbsent(kill.place(), (any) -> new int[2]);
		sums[0] += take(left, kill.committed(), (campaign) -> campaign.equals(kill.there()));
		sums[1] += take(left, kill.committed(), (campaign) -> !campaign.equals(kill.there()));
	}

	private static int take(Map<String, Integer> left, Collection<String> campaigns, Predicate<String> which) {
		int taken = 0;
		for (String campaign : campaigns) {
			if (which.test(campaign) && left.getOrDefault(campaign, 0) > 0) {
				left.merge(campaign, -1, Integer::sum);
				taken++;
			}
		}
		return taken;
	}

	/**
	 * The table of the deaths.
	 * @param kills how many have died at each place
	 */
	synchronized String table(Map<String, Integer> kills) {
		StringBuilder table = new StringBuilder("""
				| kill point | kills | double executions of the call that stood there | of others under way |
				|---|---:|---:|---:|
				""");
		kills.forEach((place, count) -> {
			int[] sums = this.byPlace.getOrDefault(place, new int[2]);
			table.append("| %s | %d | %d | %d |%n".formatted(place, count, sums[0], sums[1]));
		});
		return table.append("Double executions that no death explains: ").append(this.unexplained).toString();
	}

	/**
	 * A death.
	 *
	 * @param place where it happened
	 * @param there what stood at that place
	 * @param committed what was under way with its rows committed
	 * @param known whether that is known, or else only what was under way
	 */
	private record Kill(String place, @Nullable String there, Set<String> committed, boolean known) {
	}

}
