package io.adcp.spring.verification.benchmark;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

import io.adcp.spring.AdcpTask;
import tools.jackson.databind.json.JsonMapper;

/**
 * The least that handlers with effects beyond their rows have to write, in plain JDBC and
 * without Spring. Nothing is looked up, and nobody does the work.
 */
final class EffectsByHand {

	/**
	 * Makes the tables: of records, which are copies of the starter's, and of tasks.
	 */
	static final String TABLES = """
			CREATE TABLE ledger_submitted (LIKE adcp_idempotency INCLUDING ALL);
			CREATE TABLE ledger_called (LIKE adcp_idempotency INCLUDING ALL);
			CREATE TABLE task_submitted (id uuid PRIMARY KEY, record_id uuid NOT NULL UNIQUE, task text NOT NULL,
				agent text NOT NULL, account text, state text NOT NULL, payload bytea NOT NULL,
				due_at timestamptz NOT NULL, created_at timestamptz NOT NULL);
			CREATE INDEX task_submitted_due ON task_submitted (due_at);
			""";

	private static final String INSERT_SUBMITTED = "INSERT INTO ledger_submitted (id, task, payload_hash, response, "
			+ "expires_at) VALUES (?, ?, ?, ?, clock_timestamp() + interval '24 hours')";

	private static final String INSERT_TASK = "INSERT INTO task_submitted VALUES (?, ?, ?, ?, ?, 'submitted', ?, "
			+ "clock_timestamp(), clock_timestamp())";

	private static final String OPEN = "INSERT INTO ledger_called (id, task, payload_hash, expires_at) "
			+ "VALUES (?, ?, ?, clock_timestamp() + interval '60 seconds')";

	private static final String SETTLE = "UPDATE ledger_called SET response = ?, "
			+ "expires_at = clock_timestamp() + interval '24 hours' WHERE id = ?";

	private final JsonMapper mapper;

	private final DataSource dataSource;

	EffectsByHand(DataSource dataSource, JsonMapper mapper) {
		this.dataSource = dataSource;
		this.mapper = mapper;
	}

	/**
	 * Answer that a later work will tell what came of it: business row, task and record
	 * in one transaction.
	 * @param bytes the request
	 * @return the answer
	 */
	String submit(byte[] bytes) throws SQLException {
		KeyedRequest request = KeyedRequest.read(bytes);
		BookedBuy booking = BookedBuy.of(request.json());
		Submitted answer = new Submitted("submitted", Ids.next().toString());
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			HandWritten.update(connection, BookedBuy.INSERT_MEDIA_BUY, booking.mediaBuyParameters());
			HandWritten.update(connection, INSERT_TASK,
					List.of(Ids.next(), request.id(), AdcpTask.CREATE_MEDIA_BUY, BuyRequest.AGENT, BuyRequest.ACCOUNT,
							this.mapper.writeValueAsBytes(new EffectfulBuys.Order(booking.mediaBuyId().toString()))));
			String text = this.mapper.writeValueAsString(answer);
			HandWritten.update(connection, INSERT_SUBMITTED, request.record(text));
			connection.commit();
			return text;
		}
	}

	/**
	 * Call another system between two transactions: the open claim, and the business row
	 * with the claim made a record.
	 * @param bytes the request
	 * @return the answer
	 */
	String order(byte[] bytes) throws SQLException {
		KeyedRequest request = KeyedRequest.read(bytes);
		try (Connection connection = this.dataSource.getConnection()) {
			HandWritten.update(connection, OPEN,
					List.of(request.id(), AdcpTask.CREATE_MEDIA_BUY, request.hash().bytes()));
		}
		BookedBuy booking = BookedBuy.of(request.json());
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			HandWritten.update(connection, BookedBuy.INSERT_MEDIA_BUY, booking.mediaBuyParameters());
			String text = this.mapper.writeValueAsString(booking.answer());
			HandWritten.update(connection, SETTLE, List.of(text.getBytes(StandardCharsets.UTF_8), request.id()));
			connection.commit();
			return text;
		}
	}

	private record Submitted(String status, String taskId) {
	}

}
