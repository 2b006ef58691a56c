package io.adcp.spring.autoconfigure;

/**
 * The table with the records cannot be read.
 */
class MissingIdempotencyTableException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String script;

	MissingIdempotencyTableException(String table, String script, Throwable cause) {
		super("The idempotency table '" + table + "' is missing, or lacks a column", cause);
		this.script = script;
	}

	String script() {
		return this.script;
	}

}
