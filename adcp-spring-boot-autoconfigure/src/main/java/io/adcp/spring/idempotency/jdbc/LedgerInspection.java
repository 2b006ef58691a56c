package io.adcp.spring.idempotency.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.adcp.spring.idempotency.InspectableIdempotencyBackend.Counts;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend.RecordState;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend.Summary;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Operators' questions to the table, none of which reads all of it.
 */
final class LedgerInspection {

	static final int SAMPLE = 1_000;

	private final JdbcTemplate jdbc;

	private final Ledger ledger;

	private final LedgerTable table;

	private final String sampleSql;

	private final String findSql;

	private final String deleteSql;

	LedgerInspection(JdbcTemplate jdbc, LedgerTable table, Ledger ledger) {
		this.jdbc = jdbc;
		this.table = table;
		this.ledger = ledger;
		// Ids are digests, so the first of them are a random sample of all.
		this.sampleSql = """
				SELECT COUNT(*), COUNT(response)
				FROM (SELECT response FROM %s ORDER BY id LIMIT %d) sample
				""".formatted(table.qualifiedName(), SAMPLE);
		this.findSql = """
				SELECT task, OCTET_LENGTH(response), expires_at FROM %s WHERE id = ?
				""".formatted(table.qualifiedName());
		// An open claim is settled by those who know what was called.
		this.deleteSql = """
				DELETE FROM %1$s WHERE id = ? AND NOT EXISTS
					(SELECT 1 FROM %1$s_claim claim WHERE claim.id = %1$s.id)
				""".formatted(table.qualifiedName());
	}

	Counts count() {
		Sample sample = this.jdbc.queryForObject(this.sampleSql,
				(row, number) -> new Sample(row.getLong(1), row.getLong(2)));
		if (sample == null) {
			throw new IllegalStateException("The database does not count");
		}
		long total = (sample.rows() < SAMPLE) ? sample.rows()
				: Math.max(sample.rows(), this.ledger.estimateRows(this.table));
		long unresolved = this.ledger.countUnresolved();
		long withResponse = (total != 0) ? Math.round((double) total * sample.withResponse() / sample.rows()) : 0;
		return new Counts(Math.max(0, withResponse - unresolved), total - withResponse, unresolved);
	}

	Optional<Summary> find(UUID id) {
		List<Summary> rows = this.jdbc.query(this.findSql,
				(row, number) -> new Summary(id, row.getString(1), state(row), this.ledger.readInstant(row, 3)),
				this.ledger.toParameter(id));
		return rows.stream().filter((found) -> !mayRun(found)).findFirst();
	}

	private static RecordState state(ResultSet row) throws SQLException {
		long length = row.getLong(2);
		if (row.wasNull()) {
			return RecordState.TOMBSTONE;
		}
		return (length > 0) ? RecordState.LIVE : RecordState.UNRESOLVED;
	}

	private boolean mayRun(Summary found) {
		return found.state() == RecordState.UNRESOLVED && !this.ledger.time().isAfter(found.expiresAt());
	}

	// What is in flight is not found, and need not be waited for.
	boolean delete(UUID id) {
		return find(id).isPresent() && this.jdbc.update(this.deleteSql, this.ledger.toParameter(id)) > 0;
	}

	private record Sample(long rows, long withResponse) {

	}

}
