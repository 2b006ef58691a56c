package io.adcp.spring.autoconfigure;

import java.util.Locale;
import java.util.Map;

import javax.sql.DataSource;

import io.adcp.spring.autoconfigure.AdcpIdempotencyProperties.SchemaManagement;
import io.adcp.spring.idempotency.jdbc.LedgerDatabase;
import io.adcp.spring.idempotency.jdbc.LedgerTable;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Sees to it at start-up that the table is there.
 */
abstract class SchemaInitializer implements InitializingBean {

	private static final String SCRIPT = "/V1__idempotency.sql";

	private final DataSource dataSource;

	private final LedgerTable table;

	private final SchemaManagement management;

	SchemaInitializer(DataSource dataSource, LedgerTable table, SchemaManagement management) {
		this.dataSource = dataSource;
		this.table = table;
		this.management = management;
	}

	@Override
	public void afterPropertiesSet() {
		if (this.management == SchemaManagement.MIGRATE) {
			migrate();
		}
		if (this.management != SchemaManagement.NONE) {
			validate();
		}
	}

	abstract void migrate();

	private void validate() {
		JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);
		try {
			jdbc.queryForList("SELECT id, task, payload_hash, response, expires_at FROM %s WHERE 1 = 0"
				.formatted(this.table.qualifiedName()));
			jdbc.queryForList(
					"SELECT name, setting_value FROM %s_setting WHERE 1 = 0".formatted(this.table.qualifiedName()));
		}
		catch (DataAccessException ex) {
			throw missing(ex);
		}
	}

	/**
	 * Say what is wrong where the table cannot be read.
	 * @param cause what the database said
	 * @return the exception to be thrown
	 */
	final MissingIdempotencyTableException missing(DataAccessException cause) {
		return new MissingIdempotencyTableException(this.table.qualifiedName(), script(), cause);
	}

	final DataSource dataSource() {
		return this.dataSource;
	}

	final LedgerTable table() {
		return this.table;
	}

	final String location() {
		return "io/adcp/spring/idempotency/db/" + LedgerDatabase.of(this.dataSource).name().toLowerCase(Locale.ROOT);
	}

	final String script() {
		return location() + SCRIPT;
	}

	final Map<String, String> placeholders() {
		return Map.of("table", this.table.qualifiedName(), "table_name", this.table.name());
	}

}
