package io.adcp.spring.verification.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import io.adcp.spring.AdcpTask;

/**
 * What the starter does not do: a claim that is an INSERT, on which duplicates wait
 * inside the database, each with a connection of the pool.
 */
final class BlockingClaims {

	private static final String CLAIM = "INSERT INTO ledger_three (id, task, payload_hash, response, expires_at) "
			+ "VALUES (?, ?, ?, ?, clock_timestamp() + interval '24 hours') ON CONFLICT DO NOTHING";

	private final DataSource dataSource;

	BlockingClaims(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	boolean call(byte[] request, Duration handler) throws SQLException {
		KeyedRequest keyed = KeyedRequest.read(request);
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			boolean owner = claim(connection, keyed);
			if (owner) {
				long end = System.nanoTime() + handler.toNanos();
				while (System.nanoTime() < end) {
					LockSupport.parkNanos(end - System.nanoTime());
				}
			}
			connection.commit();
			return owner;
		}
	}

	private static boolean claim(Connection connection, KeyedRequest request) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
			statement.setObject(1, request.id());
			statement.setString(2, AdcpTask.CREATE_MEDIA_BUY);
			statement.setBytes(3, request.hash().bytes());
			statement.setBytes(4, new byte[1500]);
			return statement.executeUpdate() == 1;
		}
	}

}
