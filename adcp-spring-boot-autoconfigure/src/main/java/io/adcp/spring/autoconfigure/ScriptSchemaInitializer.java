package io.adcp.spring.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import javax.sql.DataSource;

import io.adcp.spring.autoconfigure.AdcpIdempotencyProperties.SchemaManagement;
import io.adcp.spring.idempotency.jdbc.LedgerTable;

import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Creates the table in an embedded database. Any other needs Flyway, or somebody who runs
 * the script.
 */
class ScriptSchemaInitializer extends SchemaInitializer {

	ScriptSchemaInitializer(DataSource dataSource, LedgerTable table, SchemaManagement management) {
		super(dataSource, table, management);
	}

	@Override
	void migrate(String location) {
		if (EmbeddedDatabaseConnection.isEmbedded(dataSource()) && !exists()) {
			new ResourceDatabasePopulator(
					new ByteArrayResource(sql(location + SCRIPT).getBytes(StandardCharsets.UTF_8)))
				.execute(dataSource());
		}
	}

	private boolean exists() {
		try {
			new JdbcTemplate(dataSource())
				.queryForList("SELECT id FROM %s WHERE 1 = 0".formatted(table().qualifiedName()));
			return true;
		}
		catch (DataAccessException ex) {
			return false;
		}
	}

	private String sql(String script) {
		try {
			String sql = new ClassPathResource(script).getContentAsString(StandardCharsets.UTF_8);
			for (Map.Entry<String, String> placeholder : placeholders().entrySet()) {
				sql = sql.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
			}
			return sql;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
