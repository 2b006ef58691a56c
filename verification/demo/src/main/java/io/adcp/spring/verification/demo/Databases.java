package io.adcp.spring.verification.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.adcp.spring.verification.demo.Comparison.DeskRow;

/**
 * Looks into the databases of desk and seller, each while its owner is not running.
 */
final class Databases {

	private static final String DESK = """
			SELECT campaign_id, shown_key, state, COALESCE(media_buy_id, '') AS media_buy_id, replayed
			FROM campaign ORDER BY campaign_id
			""";

	private static final String SELLER = """
			SELECT media_buy_id, COALESCE(po_number, '') AS po_number FROM media_buy
			""";

	private final Path desk;

	private final Path seller;

	Databases(Path desk, Path seller) {
		this.desk = desk;
		this.seller = seller;
	}

	/**
	 * Read the desk's campaigns.
	 * @return the rows, by campaign
	 */
	List<DeskRow> desk() throws SQLException {
		List<DeskRow> rows = new ArrayList<>();
		try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + this.desk + ";IFEXISTS=TRUE", "desk",
				""); ResultSet row = connection.createStatement().executeQuery(DESK)) {
			while (row.next()) {
				rows.add(new DeskRow(row.getString("campaign_id"), row.getString("shown_key"),
						row.getString("state"), row.getString("media_buy_id"), row.getBoolean("replayed")));
			}
		}
		return rows;
	}

	/**
	 * Read the seller's media buys.
	 * @return the campaign of each, which the desk sent as {@code po_number}, by its id
	 */
	Map<String, String> seller() throws SQLException {
		Map<String, String> buys = new TreeMap<>();
		String url = "jdbc:h2:file:" + this.seller + ";MODE=PostgreSQL;IFEXISTS=TRUE";
		try (Connection connection = DriverManager.getConnection(url, "sa", "");
				ResultSet row = connection.createStatement().executeQuery(SELLER)) {
			while (row.next()) {
				buys.put(row.getString("media_buy_id"), row.getString("po_number"));
			}
		}
		return buys;
	}

}
