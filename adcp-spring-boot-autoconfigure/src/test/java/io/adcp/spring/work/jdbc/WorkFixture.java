package io.adcp.spring.work.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import io.adcp.spring.idempotency.jdbc.LedgerTable;
import io.adcp.spring.testing.LedgerScript;
import io.adcp.spring.work.WorkHandler;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A database with the table of due work, and the nodes that run it.
 */
final class WorkFixture implements AutoCloseable {

	static final WorkSettings SETTINGS = new WorkSettings(4, Duration.ofMillis(1200), Duration.ofMillis(50),
			Duration.ofMillis(20), Duration.ofMillis(100), Clock.systemUTC());

	private static final LedgerTable LEDGER = new LedgerTable(null, LedgerTable.DEFAULT_NAME);

	private final DataSource dataSource;

	private final List<WorkEngine> nodes = new ArrayList<>();

	WorkFixture(DataSource dataSource, String vendor) {
		LedgerScript.run(dataSource, vendor);
		this.dataSource = dataSource;
	}

	WorkEngine node(WorkHandler... handlers) {
		return node(SETTINGS, handlers);
	}

	WorkEngine node(WorkSettings settings, WorkHandler... handlers) {
		WorkEngine engine = new WorkEngine(this.dataSource, table(), settings, () -> List.of(handlers));
		this.nodes.add(engine);
		return engine;
	}

	JdbcWorkQueue queue(WorkEngine engine) {
		return new JdbcWorkQueue(this.dataSource, table(), engine);
	}

	WorkTable table() {
		return new WorkTable(this.dataSource, LEDGER);
	}

	TransactionTemplate transaction() {
		return new TransactionTemplate(new JdbcTransactionManager(this.dataSource));
	}

	JdbcTemplate jdbc() {
		return new JdbcTemplate(this.dataSource);
	}

	int rows() {
		Integer rows = jdbc().queryForObject("SELECT count(*) FROM adcp_idempotency_work", Integer.class);
		return (rows != null) ? rows : -1;
	}

	void reset() {
		close();
		jdbc().update("DELETE FROM adcp_idempotency_work");
	}

	@Override
	public void close() {
		this.nodes.forEach(WorkEngine::stop);
		this.nodes.clear();
	}

}
