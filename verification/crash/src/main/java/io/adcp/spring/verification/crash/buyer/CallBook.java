package io.adcp.spring.verification.crash.buyer;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.adcp.spring.client.AdcpCall;
import org.jspecify.annotations.Nullable;

/**
 * The buyer's memory, a database file of its own. Each method has committed when it
 * returns.
 */
final class CallBook {

	private static final String TABLE = """
			CREATE TABLE IF NOT EXISTS call (
				campaign VARCHAR(100) PRIMARY KEY,
				number INTEGER NOT NULL,
				frozen VARCHAR(100000) NOT NULL,
				state VARCHAR(20) NOT NULL,
				task_id VARCHAR(1000),
				detail VARCHAR(1000)
			)
			""";

	private final Connection connection;

	CallBook(String file) throws SQLException {
		this.connection = DriverManager.getConnection("jdbc:h2:file:" + file + ";WRITE_DELAY=0", "buyer", "");
		update(TABLE);
	}

	/** The number of the next campaign. */
	synchronized int next() throws SQLException {
		try (ResultSet row = this.connection.createStatement()
			.executeQuery("SELECT COALESCE(MAX(number), -1) + 1 FROM call")) {
			row.next();
			return row.getInt(1);
		}
	}

	/** The calls whose outcome is not known. */
	synchronized List<Stored> open() throws SQLException {
		List<Stored> calls = new ArrayList<>();
		try (ResultSet row = this.connection.createStatement()
			.executeQuery("SELECT campaign, frozen, task_id FROM call WHERE state IN ('OPEN', 'SUBMITTED')")) {
			while (row.next()) {
				calls.add(new Stored(row.getString(1), AdcpCall.fromJson(row.getString(2)), row.getString(3)));
			}
		}
		return calls;
	}

	synchronized void store(Stored call, int number) throws SQLException {
		update("INSERT INTO call (campaign, number, frozen, state) VALUES (?, ?, ?, 'OPEN')", call.campaign(), number,
				call.call().toJson());
	}

	synchronized void submitted(Stored call, String taskId) throws SQLException {
		update("UPDATE call SET state = 'SUBMITTED', task_id = ? WHERE campaign = ?", taskId, call.campaign());
	}

	synchronized void answered(Stored call, String state, @Nullable String detail) throws SQLException {
		update("UPDATE call SET state = ?, detail = ? WHERE campaign = ?", state, detail, call.campaign());
	}

	private void update(String sql, @Nullable Object... values) throws SQLException {
		try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
			for (int i = 0; i < values.length; i++) {
				statement.setObject(i + 1, values[i]);
			}
			statement.executeUpdate();
		}
	}

	/**
	 * A frozen call and the campaign that it books.
	 *
	 * @param campaign the campaign
	 * @param call the call
	 * @param taskId the task that the seller has answered with, or {@code null}
	 */
	record Stored(String campaign, AdcpCall call, @Nullable String taskId) {

		Stored submitted(String taskId) {
			return new Stored(this.campaign, this.call, taskId);
		}

	}

}
