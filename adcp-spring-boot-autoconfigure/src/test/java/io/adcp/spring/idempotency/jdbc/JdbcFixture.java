package io.adcp.spring.idempotency.jdbc;

import java.time.Duration;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.adcp.spring.idempotency.UnitOfWork;
import io.adcp.spring.idempotency.aop.TransactionalUnitOfWork;
import io.adcp.spring.testing.LedgerScript;
import io.adcp.spring.testing.MariaDbServer;
import io.adcp.spring.testing.PostgresServer;
import org.h2.jdbcx.JdbcConnectionPool;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * A database with the ledger's table.
 *
 * @param dataSource its pool
 * @param backend the backend on it, by the database's clock
 * @param agingSql moves all records by a number of microseconds
 */
public record JdbcFixture(DataSource dataSource, JdbcIdempotencyBackend backend,
		String agingSql) implements AutoCloseable {

	public static final LedgerTable TABLE = new LedgerTable(null, LedgerTable.DEFAULT_NAME);

	public static JdbcFixture postgres(int poolSize) {
		return create(PostgresServer.newDatabase(poolSize), "postgresql",
				"UPDATE adcp_idempotency SET expires_at = expires_at - ? * interval '1 microsecond'");
	}

	public static JdbcFixture mariaDb(int poolSize) {
		return mariaDb(MariaDbServer.newDatabase(poolSize));
	}

	public static JdbcFixture mariaDb(DataSource dataSource) {
		return create(dataSource, "mariadb",
				"UPDATE adcp_idempotency SET expires_at = TIMESTAMPADD(MICROSECOND, -?, expires_at)");
	}

	public static JdbcFixture h2(int poolSize) {
		JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1",
				"sa", "");
		pool.setMaxConnections(poolSize);
		return create(pool, "h2",
				"UPDATE adcp_idempotency SET expires_at = DATEADD(MICROSECOND, -CAST(? AS BIGINT), expires_at)");
	}

	public static JdbcFixture create(DataSource dataSource, String vendor, String agingSql) {
		LedgerScript.run(dataSource, vendor);
		return new JdbcFixture(dataSource, new JdbcIdempotencyBackend(dataSource, TABLE), agingSql);
	}

	public UnitOfWork unitOfWork() {
		JdbcTransactionManager manager = new JdbcTransactionManager(this.dataSource);
		return new TransactionalUnitOfWork(() -> manager);
	}

	public void advance(Duration duration) {
		jdbc().update(this.agingSql, duration.toMillis() * 1000);
	}

	public JdbcTemplate jdbc() {
		return new JdbcTemplate(this.dataSource);
	}

	@Override
	public void close() {
		if (this.dataSource instanceof HikariDataSource pool) {
			pool.close();
		}
		else if (this.dataSource instanceof JdbcConnectionPool pool) {
			jdbc().execute("SHUTDOWN");
			pool.dispose();
		}
	}

}
