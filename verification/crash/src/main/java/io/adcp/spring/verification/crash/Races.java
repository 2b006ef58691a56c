package io.adcp.spring.verification.crash;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.verification.crash.SellerAnswers.Kind;
import io.adcp.spring.verification.harness.Database;

/**
 * Many requests with one key at once, over both sellers: first all alike, then half of
 * them with another payload. Their answers have to add up.
 */
final class Races {

	private static final int AT_ONCE = 200;

	private static final String COUNT = "SELECT COUNT(*) FROM media_buy WHERE buyer_ref = ?";

	private final SellerCalls sellers = new SellerCalls(Duration.ofSeconds(60));

	private final List<String> faults = new ArrayList<>();

	private final Map<Kind, Integer> sums = new EnumMap<>(Kind.class);

	private final Database database;

	private final String policy;

	private final int[] ports;

	Races(Database database, String policy, int... ports) {
		this.database = database;
		this.policy = policy;
		this.ports = ports;
	}

	/**
	 * Run the races.
	 * @param keys how many keys to race for, alike and mixed each
	 * @return what is wrong
	 */
	List<String> run(int keys) throws SQLException {
		for (int i = 0; i < keys; i++) {
			race("race-%s-%d-alike".formatted(this.policy, i), false);
			race("race-%s-%d-mixed".formatted(this.policy, i), true);
		}
		return this.faults;
	}

	private void race(String reference, boolean mixed) throws SQLException {
		String key = UUID.randomUUID().toString();
		SellerAnswers answers = new SellerAnswers(0);
		List<CompletableFuture<HttpResponse<byte[]>>> sent = new ArrayList<>();
		for (int i = 0; i < AT_ONCE; i++) {
			// Each seller gets both payloads
			boolean other = mixed && i % 4 >= 2;
			sent.add(this.sellers.send(this.ports[i % 2], AdcpTask.CREATE_MEDIA_BUY, arguments(key, reference, other)));
		}
		List<Map<Kind, Integer>> kinds = List.of(new EnumMap<>(Kind.class), new EnumMap<>(Kind.class));
		for (int i = 0; i < AT_ONCE; i++) {
			HttpResponse<byte[]> response = sent.get(i).join();
			Kind kind = answers.answer(reference, response.statusCode(), response.body());
			kinds.get((mixed && i % 4 >= 2) ? 1 : 0).merge(kind, 1, Integer::sum);
			this.sums.merge(kind, 1, Integer::sum);
		}
		check(reference, mixed, kinds, answers);
	}

	private void check(String reference, boolean mixed, List<Map<Kind, Integer>> kinds, SellerAnswers answers)
			throws SQLException {
		boolean otherWon = count(kinds.get(1), Kind.FRESH) > 0;
		Map<Kind, Integer> own = kinds.get(otherWon ? 1 : 0);
		Map<Kind, Integer> others = kinds.get(otherWon ? 0 : 1);
		require(count(own, Kind.FRESH) == 1 && count(others, Kind.FRESH) == 0, reference, "executions", answers);
		int half = mixed ? AT_ONCE / 2 : AT_ONCE;
		require(count(own, Kind.FRESH, Kind.REPLAY, Kind.IN_FLIGHT) == half, reference, "answers of the first payload",
				answers);
		require(count(others, Kind.CONFLICT, Kind.IN_FLIGHT) == AT_ONCE - half, reference,
				"answers of the other payload", answers);
		require(answers.mismatches().isEmpty(), reference, "bytes " + answers.mismatches(), answers);
		require(buys(reference) == 1, reference, "media buys", answers);
	}

	private static int count(Map<Kind, Integer> kinds, Kind... which) {
		return Stream.of(which).mapToInt((kind) -> kinds.getOrDefault(kind, 0)).sum();
	}

	private void require(boolean condition, String reference, String what, SellerAnswers answers) {
		if (!condition) {
			this.faults.add("%s: %s do not add up: %s".formatted(reference, what, answers));
		}
	}

	private int buys(String reference) throws SQLException {
		try (Connection connection = this.database.connect();
				PreparedStatement statement = connection.prepareStatement(COUNT)) {
			statement.setString(1, reference);
			try (ResultSet row = statement.executeQuery()) {
				row.next();
				return row.getInt(1);
			}
		}
	}

	private static String arguments(String key, String reference, boolean other) {
		return """
				{"idempotency_key":"%s","account":{"brand":{"domain":"race.example"},"operator":"crash.example"},\
				"brand":{"domain":"race.example"},"buyer_ref":"%s","po_number":"race","packages":[{"product_id":\
				"podcast-midroll","pricing_option_id":"cpm-usd","budget":%s}],"start_time":"2099-09-01T00:00:00Z",\
				"end_time":"2099-09-30T00:00:00Z"}""".formatted(key, reference, other ? "900" : "800");
	}

	@Override
	public String toString() {
		return "races (%s): %s".formatted(this.policy, this.sums);
	}

}
