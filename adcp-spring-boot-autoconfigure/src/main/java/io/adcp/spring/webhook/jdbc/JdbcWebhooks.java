package io.adcp.spring.webhook.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import javax.sql.DataSource;

import io.adcp.spring.idempotency.jdbc.LedgerDatabase;
import io.adcp.spring.idempotency.jdbc.LedgerTable;
import io.adcp.spring.webhook.WebhookRow;
import io.adcp.spring.webhook.WebhookState;
import io.adcp.spring.webhook.WebhookStore;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Webhooks in a table beside the records.
 *
 * @since 0.1.0
 */
public final class JdbcWebhooks implements WebhookStore {

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final boolean withoutTimeZone;

	private final String table;

	/**
	 * Create the store.
	 * @param dataSource the data source of the business tables
	 * @param table the table with the records, which the webhooks' table is named after
	 */
	public JdbcWebhooks(DataSource dataSource, LedgerTable table) {
		this.jdbc = new JdbcTemplate(dataSource);
		// A pool's connections need not commit by themselves.
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		this.withoutTimeZone = LedgerDatabase.of(dataSource) == LedgerDatabase.MARIADB;
		this.table = table.qualifiedName() + "_webhook";
	}

	// Nothing is read and locked at once: on MariaDB, that would lock gaps in which other
	// tasks' webhooks belong. The task's row is locked by now.
	@Override
	public void insert(String id, String taskId, String content, Instant now) {
		Integer last = this.jdbc.queryForObject(
				"SELECT COALESCE(MAX(event_number), 0) FROM " + this.table + " WHERE task_id = ?", Integer.class,
				taskId);
		this.jdbc.update(
				"INSERT INTO " + this.table + " (id, task_id, event_number, state, content, attempts, created_at) "
						+ "VALUES (?, ?, ?, 'due', ?, 0, ?)",
				id, taskId, Objects.requireNonNull(last) + 1, content.getBytes(StandardCharsets.UTF_8), time(now));
	}

	@Override
	public @Nullable WebhookRow find(String id) {
		List<WebhookRow> rows = this.jdbc.query("""
				SELECT id, task_id, state, content, attempts, first_attempt_at, ended_at,
					(SELECT MIN(earlier.attempts) FROM %1$s earlier WHERE earlier.task_id = webhook.task_id
						AND earlier.event_number < webhook.event_number AND earlier.state = 'due') AS earlier_attempts
				FROM %1$s webhook WHERE id = ?
				""".formatted(this.table), (row, number) -> read(row), id);
		return rows.isEmpty() ? null : rows.get(0);
	}

	private WebhookRow read(ResultSet row) throws SQLException {
		byte[] content = row.getBytes("content");
		return new WebhookRow(row.getString("id"), row.getString("task_id"),
				WebhookState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
				(content != null) ? new String(content, StandardCharsets.UTF_8) : null, row.getInt("attempts"),
				instant(row, "first_attempt_at"), instant(row, "ended_at"),
				row.getObject("earlier_attempts", Integer.class));
	}

	@Override
	public void noteAttempt(String id, Instant now) {
		update("UPDATE " + this.table
				+ " SET attempts = attempts + 1, first_attempt_at = COALESCE(first_attempt_at, ?) "
				+ "WHERE id = ? AND state = 'due'", time(now), id);
	}

	@Override
	public void noteFailure(String id, String result) {
		update("UPDATE " + this.table + " SET last_result = ? WHERE id = ? AND state = 'due'", result, id);
	}

	@Override
	public void end(String id, WebhookState state, String result, Instant now) {
		update("UPDATE " + this.table
				+ " SET state = ?, last_result = ?, ended_at = ?, content = NULL WHERE id = ? AND state = 'due'",
				state.label(), result, time(now), id);
	}

	@Override
	public void delete(String id) {
		update("DELETE FROM " + this.table + " WHERE id = ?", id);
	}

	@Override
	public long count(WebhookState state) {
		Long count = this.jdbc.queryForObject("SELECT COUNT(*) FROM " + this.table + " WHERE state = ?", Long.class,
				state.label());
		return Objects.requireNonNull(count);
	}

	private void update(String sql, Object... arguments) {
		this.transaction.executeWithoutResult((status) -> this.jdbc.update(sql, arguments));
	}

	private Object time(Instant instant) {
		return this.withoutTimeZone ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
				: instant.atOffset(ZoneOffset.UTC);
	}

	private @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		if (this.withoutTimeZone) {
			LocalDateTime time = row.getObject(column, LocalDateTime.class);
			return (time != null) ? time.toInstant(ZoneOffset.UTC) : null;
		}
		OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
		return (time != null) ? time.toInstant() : null;
	}

}
