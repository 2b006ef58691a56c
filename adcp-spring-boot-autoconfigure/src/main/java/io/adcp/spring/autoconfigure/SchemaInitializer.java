package io.adcp.spring.autoconfigure;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;

import javax.sql.DataSource;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.autoconfigure.AdcpIdempotencyProperties.SchemaManagement;
import io.adcp.spring.idempotency.jdbc.LedgerDatabase;
import io.adcp.spring.idempotency.jdbc.LedgerTable;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Sees to it at start-up that the tables are there.
 */
abstract class SchemaInitializer implements InitializingBean {

	private final DataSource dataSource;

	private final LedgerTable table;

	private final SchemaManagement management;

	private final TableSet tables;

	SchemaInitializer(TableSet tables, DataSource dataSource, LedgerTable table, SchemaManagement management) {
		this.tables = tables;
		this.dataSource = dataSource;
		this.table = table;
		this.management = management;
	}

	@Override
	public void afterPropertiesSet() {
		if (this.management == SchemaManagement.NONE) {
			return;
		}
		String location = location();
		if (this.management == SchemaManagement.MIGRATE) {
			migrate(location);
		}
		validate();
	}

	/**
	 * Create or upgrade the table.
	 * @param location where the scripts for this database are on the class path
	 */
	abstract void migrate(String location);

	private void validate() {
		for (SchemaScript script : this.tables.scripts()) {
			try {
				probe(script);
			}
			catch (DataAccessException ex) {
				throw missing(script, ex);
			}
		}
	}

	/**
	 * Read from a script's tables.
	 * @param script the script
	 * @throws DataAccessException if a table or a column is missing
	 */
	final void probe(SchemaScript script) {
		JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);
		script.probe().forEach((sql) -> jdbc.queryForList(sql.formatted(this.table.qualifiedName())));
	}

	/**
	 * Say what is wrong where the table of records cannot be read.
	 * @param cause what the database said
	 * @return the exception to be thrown
	 */
	final InvalidSetupException missing(DataAccessException cause) {
		return missing(this.tables.scripts().get(0), cause);
	}

	private InvalidSetupException missing(SchemaScript script, DataAccessException cause) {
		return new InvalidSetupException(
				"The " + this.tables.what() + " table '" + this.table.qualifiedName() + "' is missing or incomplete.",
				"Add spring-boot-starter-flyway (and, on PostgreSQL, flyway-database-postgresql; on MariaDB, flyway-mysql) "
						+ "with spring.flyway.enabled=true and " + this.tables.property() + "=migrate, so that "
						+ "the table is created at start-up, or run '" + location() + "/" + script.file()
						+ "' of the adcp-spring-boot-autoconfigure jar, "
						+ "with its placeholders ${table} and ${table_name} replaced by the table's name.",
				cause);
	}

	final DataSource dataSource() {
		return this.dataSource;
	}

	final TableSet tables() {
		return this.tables;
	}

	final LedgerTable table() {
		return this.table;
	}

	/**
	 * Return the schema that the table is in, by the name that the database has for it.
	 * @return the schema, or {@code null} if the database does not tell
	 */
	final @Nullable String schema() {
		return ask((connection) -> {
			DatabaseMetaData metaData = connection.getMetaData();
			if (this.table.schema() != null) {
				return folded(this.table.schema(), metaData);
			}
			return metaData.supportsSchemasInTableDefinitions() ? connection.getSchema() : connection.getCatalog();
		});
	}

	// The SQL names it without quotes.
	private static String folded(String schema, DatabaseMetaData metaData) throws SQLException {
		if (metaData.storesUpperCaseIdentifiers()) {
			return schema.toUpperCase(Locale.ROOT);
		}
		return metaData.storesLowerCaseIdentifiers() ? schema.toLowerCase(Locale.ROOT) : schema;
	}

	private @Nullable String ask(ConnectionCallback<@Nullable String> question) {
		return new JdbcTemplate(this.dataSource).execute(question);
	}

	private String location() {
		return this.tables.folder() + LedgerDatabase.of(this.dataSource).name().toLowerCase(Locale.ROOT);
	}

	final Map<String, String> placeholders() {
		return Map.of("table", this.table.qualifiedName(), "table_name", this.table.name());
	}

}
