package io.adcp.spring.idempotency.jdbc;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.adcp.spring.idempotency.InspectableIdempotencyBackend.Counts;
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
				SELECT task, CASE WHEN response IS NULL THEN 1 ELSE 0 END, expires_at FROM %s WHERE id = ?
				""".formatted(table.qualifiedName());
		this.deleteSql = "DELETE FROM %s WHERE id = ?".formatted(table.qualifiedName());
	}

	Counts count() {
		Counts sample = this.jdbc.queryForObject(this.sampleSql,
				(row, number) -> new Counts(row.getLong(2), row.getLong(1) - row.getLong(2)));
		if (sample == null) {
			throw new IllegalStateException("The database does not count");
		}
		long size = sample.live() + sample.tombstones();
		if (size < SAMPLE) {
			return sample;
		}
		long total = Math.max(size, this.ledger.estimateRows(this.table));
		long live = Math.round((double) total * sample.live() / size);
		return new Counts(live, total - live);
	}

	Optional<Summary> find(UUID id) {
		List<Summary> rows = this.jdbc.query(this.findSql,
				(row, number) -> new Summary(id, row.getString(1), row.getBoolean(2), this.ledger.readInstant(row, 3)),
				this.ledger.toParameter(id));
		return rows.stream().findFirst();
	}

	// What is in flight is not there to be found, and need not be waited for.
	boolean delete(UUID id) {
		return find(id).isPresent() && this.jdbc.update(this.deleteSql, this.ledger.toParameter(id)) > 0;
	}

}
