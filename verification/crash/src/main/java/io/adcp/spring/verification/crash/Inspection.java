package io.adcp.spring.verification.crash;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.json.JsonMapper;

/**
 * Looks into the databases of all sides by SQL, when the buyers have ended.
 */
final class Inspection {

	private static final String BUYS = "SELECT po_number, media_buy_id FROM media_buy WHERE po_number LIKE 'buyer%'";

	private static final String RECORDS = """
			SELECT response FROM adcp_idempotency WHERE response IS NOT NULL
			""";

	private final JsonMapper mapper = JsonMapper.shared();

	private final List<String> duplicates = new ArrayList<>();

	private final List<String> lost = new ArrayList<>();

	private final Map<String, Call> calls = new LinkedHashMap<>();

	private final Map<String, String> campaigns = new LinkedHashMap<>();

	private final Map<String, Integer> bought = new LinkedHashMap<>();

	private Inspection() {
	}

	static Inspection of(Attempt attempt, SellerAnswers answers, WebhookCounter webhooks) throws SQLException {
		Inspection inspection = new Inspection();
		for (int i = 0; i < Schedule.BUYERS; i++) {
			inspection.readBuyer(BuyerSlot.database(attempt.folder(), i));
		}
		try (Connection connection = attempt.database().connect()) {
			inspection.readBuys(connection);
			if (attempt.settings().backend().isInDatabase()) {
				inspection.readRecords(connection, answers);
			}
		}
		inspection.compare();
		webhooks.events().forEach(inspection::event);
		return inspection;
	}

	private void readBuyer(Path database) throws SQLException {
		try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + database + ";IFEXISTS=TRUE", "buyer",
				"");
				ResultSet row = connection.createStatement()
					.executeQuery("SELECT campaign, number, frozen, state, COALESCE(detail, '') FROM call")) {
			while (row.next()) {
				this.calls.put(row.getString(1), new Call(row.getString(1), row.getInt(2), row.getString(3),
						row.getString(4), row.getString(5)));
			}
		}
	}

	private void readBuys(Connection connection) throws SQLException {
		try (ResultSet row = connection.createStatement().executeQuery(BUYS)) {
			while (row.next()) {
				this.bought.merge(row.getString(1), 1, Integer::sum);
				this.campaigns.put(row.getString(2), row.getString(1));
			}
		}
		this.bought.forEach((campaign, times) -> {
			if (times > 1) {
				this.duplicates.add("Campaign %s was bought %d times".formatted(campaign, times));
			}
		});
	}

	private void readRecords(Connection connection, SellerAnswers answers) throws SQLException {
		int records = 0;
		try (ResultSet row = connection.createStatement().executeQuery(RECORDS)) {
			while (row.next()) {
				byte[] response = row.getBytes(1);
				String id = this.mapper.readTree(response).path("media_buy_id").asString("");
				String campaign = this.campaigns.get(id);
				if (campaign == null) {
					this.lost.add("A stored response names a media buy that does not exist: " + id);
				}
				else {
					answers.stored(campaign, response);
					records++;
				}
			}
		}
		if (records != buys()) {
			this.lost.add("%d media buys, but %d stored responses".formatted(buys(), records));
		}
	}

	private void compare() {
		for (Call call : this.calls.values()) {
			if (call.mustBeRefused()) {
				require(!this.bought.containsKey(call.campaign()) && call.state().equals("REFUSED"), call);
			}
			else {
				require(call.state().equals("BOOKED") && call.campaign().equals(this.campaigns.get(call.detail())),
						call);
			}
		}
		this.bought.keySet()
			.stream()
			.filter((campaign) -> !this.calls.containsKey(campaign))
			.forEach((campaign) -> this.lost.add("Campaign " + campaign + " was bought, and its buyer does not know"));
	}

	private void require(boolean condition, Call call) {
		if (!condition) {
			this.lost.add("Campaign %s is %s (%s) at its buyer, at the sellers %s".formatted(call.campaign(),
					call.state(), call.detail(), this.bought.containsKey(call.campaign()) ? "bought" : "not bought"));
		}
	}

	private void event(String campaign, Set<String> events) {
		if (events.size() > 1) {
			this.duplicates.add("Campaign %s was told %d different things".formatted(campaign, events.size()));
		}
	}

	Map<String, Call> calls() {
		return this.calls;
	}

	int buys() {
		return this.campaigns.size();
	}

	/** How often each campaign was bought. */
	Map<String, Integer> bought() {
		return this.bought;
	}

	List<String> duplicates() {
		return this.duplicates;
	}

	List<String> lost() {
		return this.lost;
	}

	/**
	 * What a buyer has stored of one call.
	 *
	 * @param campaign the campaign
	 * @param number its number among the buyer's
	 * @param frozen the frozen call
	 * @param state what the buyer knows
	 * @param detail the media buy's id, or the error's code
	 */
	record Call(String campaign, int number, String frozen, String state, String detail) {

		boolean mustBeRefused() {
			return this.number % 50 == 49;
		}

	}

}
