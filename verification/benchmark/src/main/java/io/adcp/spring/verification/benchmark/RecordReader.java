package io.adcp.spring.verification.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * The least that a replay can cost: the record, read by its primary key.
 */
class RecordReader {

	private static final String SELECT = "SELECT response FROM adcp_idempotency WHERE id = ?";

	private final JdbcClient jdbc;

	RecordReader(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Read in a transaction: two round trips.
	 * @param id the record's id
	 * @return the response
	 */
	@Transactional(readOnly = true)
	public String readInTransaction(UUID id) {
		return read(id);
	}

	/**
	 * Read without a transaction: one round trip.
	 * @param id the record's id
	 * @return the response
	 */
	public String read(UUID id) {
		return new String(this.jdbc.sql(SELECT).param(id).query(byte[].class).single(), StandardCharsets.UTF_8);
	}

}
