package io.adcp.spring.work.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.TimeZone;

import javax.sql.DataSource;

import io.adcp.spring.idempotency.jdbc.LedgerDatabase;
import io.adcp.spring.idempotency.jdbc.LedgerTable;

/**
 * The table of due work. The library reads it and owns its form; what it has no statement
 * for, or only one that asks before it writes, stands here.
 * <p>
 * A piece that is made due while it runs keeps its row and gets a new time, by which the
 * end of the run knows that there is more to do.
 *
 * @since 0.1.0
 */
public final class WorkTable {

	private final LedgerDatabase database;

	private final String name;

	private final String insertSql;

	/**
	 * Create the table's SQL.
	 * @param dataSource where the table is
	 * @param ledger the ledger's table, after which it is named
	 */
	public WorkTable(DataSource dataSource, LedgerTable ledger) {
		this.database = LedgerDatabase.of(dataSource);
		this.name = ledger.qualifiedName() + "_work";
		this.insertSql = insertSql(this.database).formatted(this.name);
	}

	private static String insertSql(LedgerDatabase database) {
		return switch (database) {
			case POSTGRESQL -> """
					INSERT INTO %s AS w (task_name, task_instance, execution_time, picked, version)
					VALUES (?, ?, ?, false, 1)
					ON CONFLICT (task_name, task_instance) DO UPDATE SET execution_time =
						CASE WHEN w.picked THEN excluded.execution_time
							ELSE least(w.execution_time, excluded.execution_time) END""";
			case MARIADB -> """
					INSERT INTO %s (task_name, task_instance, execution_time, picked, version)
					VALUES (?, ?, ?, false, 1)
					ON DUPLICATE KEY UPDATE execution_time =
						IF(picked, VALUES(execution_time), LEAST(execution_time, VALUES(execution_time)))""";
			case H2 -> """
					MERGE INTO %s w USING (SELECT CAST(? AS varchar(100)) kind, CAST(? AS varchar(100)) piece,
						CAST(? AS timestamp(6)) due) s ON w.task_name = s.kind AND w.task_instance = s.piece
					WHEN MATCHED THEN UPDATE SET execution_time =
						CASE WHEN w.picked THEN s.due ELSE LEAST(w.execution_time, s.due) END
					WHEN NOT MATCHED THEN INSERT (task_name, task_instance, execution_time, picked, version)
						VALUES (s.kind, s.piece, s.due, FALSE, 1)""";
		};
	}

	/**
	 * Return the statement that makes a piece of work due: kind, piece and time.
	 * @return the statement
	 */
	String insertSql() {
		return this.insertSql;
	}

	/**
	 * Return a time as the table's column takes it, in UTC.
	 * @param time the time
	 * @return the parameter
	 */
	Object toParameter(Instant time) {
		return (this.database == LedgerDatabase.POSTGRESQL) ? time.atOffset(ZoneOffset.UTC)
				: LocalDateTime.ofInstant(time, ZoneOffset.UTC);
	}

	LedgerDatabase database() {
		return this.database;
	}

	String name() {
		return this.name;
	}

	String cancelSql() {
		return "DELETE FROM " + this.name + " WHERE task_name = ? AND task_instance = ?";
	}

	String finishSql() {
		return cancelSql() + " AND version = ? AND execution_time = ?";
	}

	String repeatSql() {
		return "UPDATE " + this.name + " SET picked = false, picked_by = NULL, last_heartbeat = NULL, "
				+ "consecutive_failures = 0, version = version + 1 "
				+ "WHERE task_name = ? AND task_instance = ? AND version = ? AND execution_time <> ?";
	}

	// As the library does when it is told to keep UTC: nodes may be of several zones.
	static void setInstant(PreparedStatement statement, int index, Instant instant) throws SQLException {
		statement.setTimestamp(index, Timestamp.from(instant), Calendar.getInstance(TimeZone.getTimeZone("UTC")));
	}

}
