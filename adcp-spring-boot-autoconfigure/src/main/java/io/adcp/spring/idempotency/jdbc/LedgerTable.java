package io.adcp.spring.idempotency.jdbc;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The table that holds the records.
 *
 * @param schema the schema, or {@code null} for the connection's own
 * @param name the table's name
 * @since 0.1.0
 */
public record LedgerTable(@Nullable String schema, String name) {

	/**
	 * The table's name where none is configured.
	 */
	public static final String DEFAULT_NAME = "adcp_idempotency";

	// The names go into SQL text, so nothing but plain identifiers may pass.
	private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

	public LedgerTable {
		if (schema != null) {
			requireIdentifier(schema);
		}
		requireIdentifier(name);
	}

	/**
	 * Return the name to be used in SQL.
	 * @return the table's name, after its schema where it has one
	 */
	public String qualifiedName() {
		return (this.schema != null) ? this.schema + "." + this.name : this.name;
	}

	/**
	 * Return the name, to be used in SQL, of the table of open claims.
	 * @return the name
	 */
	String claims() {
		return qualifiedName() + "_claim";
	}

	private static void requireIdentifier(String name) {
		if (!IDENTIFIER.matcher(name).matches()) {
			throw new IllegalArgumentException(
					"'" + name + "' is not a plain SQL identifier (letters, digits, underscores, 63 at most)");
		}
	}

}
