package io.adcp.spring.verification.crash;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

import io.adcp.spring.verification.crash.buyer.CampaignKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks into the databases of all sides by SQL, when the buyers have ended.
 */
final class Inspection {

	private static final String BUYS = "SELECT po_number, media_buy_id FROM media_buy WHERE po_number LIKE 'buyer%' "
			+ "AND order_state IS DISTINCT FROM 'refused'";

	private static final String DIRECT_BUYS = "SELECT po_number, media_buy_id FROM direct_buy";

	private static final String OPEN_CLAIMS = "SELECT COUNT(*) FROM adcp_idempotency_claim";

	private static final String RECORDS = """
			SELECT response FROM adcp_idempotency WHERE response IS NOT NULL
			""";

	private final JsonMapper mapper = JsonMapper.shared();

	private final FindingLog findings = new FindingLog();

	private final Map<String, Call> calls = new LinkedHashMap<>();

	private final Map<String, String> tasks = new LinkedHashMap<>();

	private final Map<String, String> campaigns = new LinkedHashMap<>();

	private final Map<String, Integer> bought = new LinkedHashMap<>();

	private final CampaignKind kinds;

	private Inspection(CampaignKind kinds) {
		this.kinds = kinds;
	}

	static Inspection of(CrashAttempt attempt, SellerAnswers answers) throws SQLException {
		Inspection inspection = new Inspection(attempt.settings().campaigns());
		for (int i = 0; i < Schedule.BUYERS; i++) {
			inspection.readBuyer(BuyerSlot.database(attempt.folder(), i));
		}
		try (Connection connection = attempt.database().connect()) {
			inspection.readBuys(connection, BUYS);
			if (attempt.settings().backend().isInDatabase()) {
				inspection.readBuys(connection, DIRECT_BUYS);
				inspection.countBuys();
				inspection.readRecords(connection, answers);
				inspection.countClaims(connection);
			}
		}
		inspection.compare();
		return inspection;
	}

	private void readBuyer(Path database) throws SQLException {
		try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + database + ";IFEXISTS=TRUE", "buyer",
				"");
				ResultSet row = connection.createStatement()
					.executeQuery("SELECT campaign, number, frozen, state, task_id, COALESCE(detail, '') FROM call")) {
			while (row.next()) {
				Call call = new Call(row.getString(1), this.kinds.of(row.getInt(2)), row.getString(3), row.getString(4),
						row.getString(5), row.getString(6));
				this.calls.put(call.campaign(), call);
				if (call.taskId() != null) {
					this.tasks.put(call.taskId(), call.campaign());
				}
			}
		}
	}

	private void readBuys(Connection connection, String query) throws SQLException {
		try (ResultSet row = connection.createStatement().executeQuery(query)) {
			while (row.next()) {
				this.bought.merge(row.getString(1), 1, Integer::sum);
				this.campaigns.put(row.getString(2), row.getString(1));
			}
		}
	}

	private void countBuys() {
		this.bought.forEach((campaign, times) -> {
			if (times > 1) {
				this.findings.add(Finding.DUPLICATES, "Campaign %s was bought %d times", campaign, times);
			}
		});
	}

	private void readRecords(Connection connection, SellerAnswers answers) throws SQLException {
		int records = 0;
		try (ResultSet row = connection.createStatement().executeQuery(RECORDS)) {
			while (row.next()) {
				byte[] response = row.getBytes(1);
				String campaign = campaign(this.mapper.readTree(response));
				if (campaign == null) {
					this.findings.add(Finding.LOST, "Nobody knows what a stored response is about: %s",
							new String(response, StandardCharsets.UTF_8));
				}
				else {
					answers.stored(campaign, response);
					records++;
				}
			}
		}
		long answered = this.calls.values().stream().filter((call) -> !call.kind().mustBeRefused()).count();
		if (records != answered) {
			this.findings.add(Finding.LOST, "%d calls that are not refused, but %d stored responses", answered,
					records);
		}
	}

	private void countClaims(Connection connection) throws SQLException {
		try (ResultSet row = connection.createStatement().executeQuery(OPEN_CLAIMS)) {
			row.next();
			for (int i = 0; i < row.getInt(1); i++) {
				this.findings.add(Finding.STUCK, "A claim is still open");
			}
		}
	}

	private @Nullable String campaign(JsonNode response) {
		String task = response.path("task_id").asString("");
		return task.isEmpty() ? this.campaigns.get(response.path("media_buy_id").asString("")) : this.tasks.get(task);
	}

	private void compare() {
		for (Call call : this.calls.values()) {
			require((call.taskId() != null) == call.kind().mustBeSubmitted(), call);
			if (call.kind().mustBeBooked()) {
				require(call.state().equals("BOOKED") && call.campaign().equals(this.campaigns.get(call.detail())),
						call);
			}
			else {
				require(call.state().equals("REFUSED") && !this.bought.containsKey(call.campaign()), call);
			}
		}
		this.bought.keySet()
			.stream()
			.filter((campaign) -> !this.calls.containsKey(campaign))
			.forEach((campaign) -> this.findings.add(Finding.LOST,
					"Campaign %s was bought, and its buyer does not know", campaign));
	}

	private void require(boolean condition, Call call) {
		if (!condition) {
			this.findings.add(Finding.LOST, "Campaign %s is %s (%s) at its buyer, at the sellers %s", call.campaign(),
					call.state(), call.detail(), this.bought.containsKey(call.campaign()) ? "bought" : "not bought");
		}
	}

	Map<String, Call> calls() {
		return this.calls;
	}

	/** The campaign of each media buy. */
	Map<String, String> campaigns() {
		return this.campaigns;
	}

	int buys() {
		return this.campaigns.size();
	}

	/** How often each campaign was bought. */
	Map<String, Integer> bought() {
		return this.bought;
	}

	FindingLog findings() {
		return this.findings;
	}

	/**
	 * What a buyer has stored of one call.
	 *
	 * @param campaign the campaign
	 * @param kind its kind
	 * @param frozen the frozen call
	 * @param state what the buyer knows
	 * @param taskId the task that the seller has answered with, or {@code null}
	 * @param detail the media buy's id, or the error's code
	 */
	record Call(String campaign, CampaignKind kind, String frozen, String state, @Nullable String taskId,
			String detail) {
	}

}
