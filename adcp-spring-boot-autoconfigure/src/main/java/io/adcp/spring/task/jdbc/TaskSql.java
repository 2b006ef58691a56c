package io.adcp.spring.task.jdbc;

/**
 * The statements about the table of tasks. They are the same for all databases but for
 * the current time.
 */
final class TaskSql {

	private static final String COLUMNS = "id, record_id, task, state, work_name, run, details, calls, answer, "
			+ "busy_until, created_at, updated_at, ended_at";

	private final String table;

	private final String select;

	private final String now;

	TaskSql(String table, TaskDialect dialect) {
		this.table = table;
		this.now = dialect.now();
		this.select = "SELECT " + COLUMNS + ", " + this.now + " AS database_now FROM " + table;
	}

	String insert() {
		return "INSERT INTO " + this.table
				+ " (id, owner, record_id, task, state, work_name, run, has_webhook, details, "
				+ "created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
	}

	String lock() {
		return find() + " FOR UPDATE";
	}

	String find() {
		return this.select + " WHERE id = ?";
	}

	String findOwned() {
		return this.select + " WHERE id = ? AND owner = ?";
	}

	String update() {
		return "UPDATE " + this.table + " SET state = ?, answer = ?, updated_at = ?, ended_at = ? WHERE id = ?";
	}

	String begin() {
		return "UPDATE " + this.table + " SET run = run + 1, busy_until = NULL "
				+ "WHERE id = ? AND ended_at IS NULL AND (busy_until IS NULL OR busy_until <= " + this.now + ")";
	}

	String note() {
		return "UPDATE " + this.table + " SET calls = ?, busy_until = ? WHERE id = ? AND run = ? AND ended_at IS NULL";
	}

	String due() {
		return "SELECT id FROM " + this.table + " WHERE ended_at <= ? ORDER BY ended_at LIMIT ? FOR UPDATE SKIP LOCKED";
	}

	String delete() {
		return "DELETE FROM " + this.table + " WHERE id = ?";
	}

	String count(TaskSelection selection) {
		return "SELECT count(*) FROM " + this.table + selection.where();
	}

	String all(TaskSelection selection) {
		return this.select + selection.where() + selection.order();
	}

	String page(TaskSelection selection) {
		return all(selection) + " LIMIT ? OFFSET ?";
	}

}
