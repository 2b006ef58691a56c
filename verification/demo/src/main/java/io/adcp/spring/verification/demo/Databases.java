package io.adcp.spring.verification.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.adcp.spring.verification.demo.Ledgers.DeskRow;
import io.adcp.spring.verification.demo.Ledgers.SellerBuy;

/**
 * Looks into the databases of desk and seller, each while its owner is not running.
 */
final class Databases {

	private static final String DESK = """
			SELECT campaign_id, shown_key, state, COALESCE(media_buy_id, '') AS media_buy_id, replayed
			FROM campaign ORDER BY campaign_id
			""";

	private static final String SELLER = """
			SELECT media_buy_id, COALESCE(po_number, '') AS po_number, order_state, order_id
			FROM media_buy ORDER BY position
			""";

	private static final String UNFINISHED = "SELECT count(*) AS unfinished FROM adcp_idempotency_task WHERE ended_at IS NULL";

	private final Path desk;

	private final Path seller;

	/**
	 * Look below a folder.
	 * @param folder the folder that desk and seller work in
	 */
	Databases(Path folder) {
		this.desk = folder.resolve("desk");
		this.seller = folder.resolve("seller").resolve("seller");
	}

	/**
	 * Read the desk's campaigns.
	 * @return the rows, by campaign
	 */
	List<DeskRow> desk() throws SQLException {
		return read("jdbc:h2:file:" + this.desk + ";IFEXISTS=TRUE", "desk", DESK,
				(row) -> new DeskRow(row.getString("campaign_id"), row.getString("shown_key"), row.getString("state"),
						row.getString("media_buy_id"), row.getBoolean("replayed")));
	}

	/**
	 * Read the seller's media buys.
	 * @return the rows, the oldest first
	 */
	List<SellerBuy> seller() throws SQLException {
		return readSeller(SELLER, (row) -> new SellerBuy(row.getString("media_buy_id"), row.getString("po_number"),
				row.getString("order_state"), row.getString("order_id")));
	}

	/**
	 * Count the tasks that have not ended.
	 * @return the number of tasks at the seller
	 */
	long unfinishedTasks() throws SQLException {
		return readSeller(UNFINISHED, (row) -> row.getLong("unfinished")).get(0);
	}

	private <T> List<T> readSeller(String query, RowReader<T> reader) throws SQLException {
		return read("jdbc:h2:file:" + this.seller + ";MODE=PostgreSQL;IFEXISTS=TRUE", "sa", query, reader);
	}

	private static <T> List<T> read(String url, String user, String query, RowReader<T> reader) throws SQLException {
		List<T> rows = new ArrayList<>();
		try (Connection connection = DriverManager.getConnection(url, user, "");
				ResultSet row = connection.createStatement().executeQuery(query)) {
			while (row.next()) {
				rows.add(reader.read(row));
			}
		}
		return rows;
	}

	/**
	 * Reads one row.
	 */
	private interface RowReader<T> {

		T read(ResultSet row) throws SQLException;

	}

}
