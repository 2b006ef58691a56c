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
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Creates the tables in an embedded database. Any other needs Flyway, or somebody who
 * runs the scripts.
 */
class ScriptSchemaInitializer extends SchemaInitializer {

	ScriptSchemaInitializer(DataSource dataSource, LedgerTable table, SchemaManagement management) {
		this(TableSet.LEDGER, dataSource, table, management);
	}

	ScriptSchemaInitializer(TableSet tables, DataSource dataSource, LedgerTable table, SchemaManagement management) {
		super(tables, dataSource, table, management);
	}

	@Override
	void migrate(String location) {
		if (EmbeddedDatabaseConnection.isEmbedded(dataSource())) {
			tables().scripts().stream().filter((script) -> !exists(script)).forEach((script) -> run(location, script));
		}
	}

	private boolean exists(SchemaScript script) {
		try {
			probe(script);
			return true;
		}
		catch (DataAccessException ex) {
			return false;
		}
	}

	private void run(String location, SchemaScript script) {
		byte[] sql = sql(location + "/" + script.file()).getBytes(StandardCharsets.UTF_8);
		new ResourceDatabasePopulator(new ByteArrayResource(sql)).execute(dataSource());
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
