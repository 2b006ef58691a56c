package io.adcp.spring.verification.benchmark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

import io.adcp.spring.AdcpTask;
import tools.jackson.databind.json.JsonMapper;

/**
 * Other ways to buy once per key, in plain JDBC and without Spring: the same handler, and
 * records of the same shape, each way with a table of its own.
 */
final class HandWritten {

	/**
	 * Makes the tables, which are copies of the starter's.
	 */
	static final String TABLES = """
			CREATE TABLE ledger_floor (LIKE adcp_idempotency INCLUDING ALL);
			CREATE TABLE ledger_protocol (LIKE adcp_idempotency INCLUDING ALL);
			CREATE TABLE ledger_with_commit (LIKE adcp_idempotency INCLUDING ALL);
			CREATE TABLE ledger_three (LIKE adcp_idempotency INCLUDING ALL);
			""";

	private static final String RECORD = " (id, task, payload_hash, response, expires_at) "
			+ "VALUES (?, ?, ?, ?, clock_timestamp() + interval '24 hours')";

	private static final String INSERT_FLOOR = "INSERT INTO ledger_floor" + RECORD;

	private static final String INSERT_PROTOCOL = "INSERT INTO ledger_protocol" + RECORD;

	private static final String INSERT_AND_COMMIT = "INSERT INTO ledger_with_commit" + RECORD + "; COMMIT";

	// The starter's own claim: see PostgresLedger
	private static final String CLAIM = """
			SELECT CASE WHEN pg_try_advisory_xact_lock(?) THEN pg_try_advisory_xact_lock(?, ?) END,
				CASE WHEN current_setting('transaction_timeout') = '0' THEN set_config('transaction_timeout', ?, true) END;
			SELECT task, payload_hash, response, expires_at FROM %s WHERE id = ?""";

	private static final String CLAIM_PROTOCOL = CLAIM.formatted("ledger_protocol");

	private static final String CLAIM_WITH_COMMIT = CLAIM.formatted("ledger_with_commit");

	private static final String CLAIM_ROW = "INSERT INTO ledger_three (id, task, payload_hash, expires_at) "
			+ "VALUES (?, ?, ?, clock_timestamp() + interval '60 seconds') ON CONFLICT DO NOTHING";

	private static final String COMPLETE_ROW = "UPDATE ledger_three SET response = ?, "
			+ "expires_at = clock_timestamp() + interval '24 hours' WHERE id = ? AND response IS NULL";

	private final JsonMapper mapper;

	private final DataSource dataSource;

	HandWritten(DataSource dataSource, JsonMapper mapper) {
		this.dataSource = dataSource;
		this.mapper = mapper;
	}

	/**
	 * The floor: business rows, then the finished record, and nothing looked up before. A
	 * repetition runs the handler, and fails at the end.
	 * @param bytes the request
	 * @return the answer
	 */
	String floor(byte[] bytes) throws SQLException {
		KeyedRequest request = KeyedRequest.read(bytes);
		return inTransaction((connection) -> {
			String answer = book(connection, request);
			update(connection, INSERT_FLOOR, request.record(answer));
			connection.commit();
			return answer;
		});
	}

	/**
	 * The starter's protocol: lock and look up in one round trip, business rows, the
	 * finished record, commit.
	 * @param bytes the request
	 * @return the answer
	 */
	String protocol(byte[] bytes) throws SQLException {
		KeyedRequest request = KeyedRequest.read(bytes);
		return inTransaction((connection) -> {
			claim(connection, CLAIM_PROTOCOL, request);
			String answer = book(connection, request);
			update(connection, INSERT_PROTOCOL, request.record(answer));
			connection.commit();
			return answer;
		});
	}

	/**
	 * The starter's protocol, but for the record, which is sent together with the COMMIT.
	 * @param bytes the request
	 * @return the answer
	 */
	String protocolWithCommit(byte[] bytes) throws SQLException {
		KeyedRequest request = KeyedRequest.read(bytes);
		return inTransaction((connection) -> {
			claim(connection, CLAIM_WITH_COMMIT, request);
			String answer = book(connection, request);
			update(connection, INSERT_AND_COMMIT, request.record(answer));
			return answer;
		});
	}

	/**
	 * Claim, business and completion in three transactions.
	 * @param bytes the request
	 * @return the answer
	 */
	String threeTransactions(byte[] bytes) throws SQLException {
		KeyedRequest request = KeyedRequest.read(bytes);
		try (Connection connection = this.dataSource.getConnection()) {
			if (update(connection, CLAIM_ROW,
					List.of(request.id(), AdcpTask.CREATE_MEDIA_BUY, request.hash().bytes())) != 1) {
				throw new IllegalStateException("The key is not new");
			}
		}
		String answer = inTransaction((connection) -> {
			String booked = book(connection, request);
			connection.commit();
			return booked;
		});
		try (Connection connection = this.dataSource.getConnection()) {
			update(connection, COMPLETE_ROW, List.of(answer.getBytes(StandardCharsets.UTF_8), request.id()));
		}
		return answer;
	}

	private <T> T inTransaction(Work<T> work) throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			return work.run(connection);
		}
	}

	private static void claim(Connection connection, String sql, KeyedRequest request) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.setLong(1, request.id().getMostSignificantBits());
			statement.setInt(2, (int) request.id().getLeastSignificantBits());
			statement.setInt(3, ByteBuffer.wrap(request.hash().bytes()).getInt());
			statement.setString(4, "60000");
			statement.setObject(5, request.id());
			statement.execute();
			try (ResultSet lock = statement.getResultSet()) {
				lock.next();
				if (!lock.getBoolean(1)) {
					throw new IllegalStateException("The key is in flight");
				}
			}
			statement.getMoreResults();
			try (ResultSet row = statement.getResultSet()) {
				if (row.next()) {
					throw new IllegalStateException("The key is not new");
				}
			}
		}
	}

	private String book(Connection connection, KeyedRequest request) throws SQLException {
		BookedBuy booking = BookedBuy.of(request.json());
		update(connection, BookedBuy.INSERT_MEDIA_BUY, booking.mediaBuyParameters());
		update(connection, BookedBuy.INSERT_PACKAGES, booking.packageParameters());
		return this.mapper.writeValueAsString(booking.answer());
	}

	static int update(Connection connection, String sql, List<Object> parameters) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			for (int i = 0; i < parameters.size(); i++) {
				statement.setObject(i + 1, parameters.get(i));
			}
			statement.execute();
			return statement.getUpdateCount();
		}
	}

	/**
	 * Work on one connection.
	 *
	 * @param <T> what comes of it
	 */
	private interface Work<T> {

		T run(Connection connection) throws SQLException;

	}

}
