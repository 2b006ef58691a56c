package io.adcp.spring.idempotency.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import io.adcp.spring.idempotency.jdbc.JdbcFixture;
import io.adcp.spring.idempotency.jdbc.JdbcIdempotencyBackend;
import io.adcp.spring.verification.model.Binding;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A database that keeps records and rows.
 *
 * @param database the database
 * @param knowsPayloadsInFlight as its ledger does
 */
record DatabaseDriver(JdbcFixture database, boolean knowsPayloadsInFlight) implements ModelDriver {

	static DatabaseDriver of(JdbcFixture database, boolean knowsPayloadsInFlight) {
		SteppedSeller.createTable(database.jdbc());
		return new DatabaseDriver(database, knowsPayloadsInFlight);
	}

	@Override
	public Binding binding() {
		return Binding.TRANSACTIONAL;
	}

	@Override
	public SteppedSeller newSeller() {
		SingleConnectionDataSource connection = connection(this.database);
		return new SteppedSeller(new JdbcIdempotencyBackend(connection, JdbcFixture.TABLE), connection);
	}

	// A process of its own has a connection of its own, which ends with it
	static SingleConnectionDataSource connection(JdbcFixture database) {
		try {
			Connection connection = database.dataSource().getConnection();
			return new SingleConnectionDataSource(connection, true);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void advance(Duration duration) {
		this.database.advance(duration);
	}

	@Override
	public void purge() {
		this.database.backend().purge(RETENTION, 10_000);
	}

	@Override
	public JdbcTemplate rows() {
		return this.database.jdbc();
	}

	@Override
	public void close() {
		this.database.close();
	}

}
