package io.adcp.spring.autoconfigure;

import java.util.List;

/**
 * Tables that are made and upgraded together, with scripts and a history of their own.
 *
 * @param what what the tables keep, for messages
 * @param folder where the folders of the databases are on the class path
 * @param scripts the scripts, in the order in which they are run
 * @param property says what is done about the tables at start-up
 * @param defaultName the first table's name where none is configured
 * @param history the table with Flyway's history of tables of that name
 */
record TableSet(String what, String folder, List<SchemaScript> scripts, String property, String defaultName,
		String history) {

	/** What a seller needs. */
	static final TableSet LEDGER = new TableSet("idempotency", "io/adcp/spring/idempotency/db/", SchemaScript.ALL,
			"adcp.idempotency.jdbc.schema-management", "adcp_idempotency", "adcp_schema_history");

	/** What a buyer needs. */
	static final TableSet CALL_BOOK = new TableSet(
			"call book's", "io/adcp/spring/client/db/", List.of(
					new SchemaScript("V1__call_book.sql", List.of(
							"SELECT id, agent, task, task_id, frozen_call, status, fingerprint, created_at, settled_at "
									+ "FROM %s WHERE 1 = 0",
							"SELECT id, fingerprint, expires_at FROM %s_event WHERE 1 = 0",
							"SELECT id, signer, expires_at FROM %s_nonce WHERE 1 = 0")),
					new SchemaScript("V2__told_at.sql", List.of("SELECT told_at FROM %s WHERE 1 = 0"))),
			"adcp.client.book.schema-management", "adcp_call", "adcp_call_schema_history");

}
