package io.adcp.spring.autoconfigure;

import java.util.List;

/**
 * A script that makes tables of the ledger.
 *
 * @param file the file's name, in each database's folder
 * @param probe selects from each of its tables what the code reads, and no row; the
 * ledger's table stands for {@code %s}
 */
record SchemaScript(String file, List<String> probe) {

	/**
	 * All scripts, in the order in which they are run.
	 */
	static final List<SchemaScript> ALL = List.of(
			new SchemaScript("V1__idempotency.sql",
					List.of("SELECT id, task, payload_hash, response, expires_at FROM %s WHERE 1 = 0",
							"SELECT name, setting_value FROM %s_setting WHERE 1 = 0")),
			new SchemaScript("V2__claims.sql",
					List.of("SELECT id, owner, run, opened_at, calls FROM %s_claim WHERE 1 = 0")),
			new SchemaScript("V3__work.sql", List
				.of("SELECT task_name, task_instance, task_data, execution_time, picked, "
						+ "picked_by, last_success, last_failure, consecutive_failures, last_heartbeat, version, priority "
						+ "FROM %s_work WHERE 1 = 0")),
			new SchemaScript("V4__webhooks.sql",
					List.of("SELECT id, task_id, event_number, state, content, attempts, last_result, created_at, "
							+ "first_attempt_at, ended_at FROM %s_webhook WHERE 1 = 0")),
			new SchemaScript("V5__tasks.sql",
					List.of("SELECT id, owner, record_id, task, state, work_name, run, has_webhook, details, calls, "
							+ "answer, busy_until, created_at, updated_at, ended_at FROM %s_task WHERE 1 = 0")));

}
