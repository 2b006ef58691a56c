package io.adcp.spring.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import javax.sql.DataSource;

import io.adcp.spring.idempotency.jdbc.LedgerTable;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * The scripts that make the ledger's tables, as an application would run it by hand.
 */
public final class LedgerScript {

	private static final List<String> SCRIPTS = List.of("V1__idempotency.sql", "V2__claims.sql", "V3__work.sql",
			"V4__webhooks.sql", "V5__tasks.sql");

	private LedgerScript() {
	}

	/**
	 * Make the tables, with their default names.
	 * @param dataSource the database
	 * @param vendor the database's name among the scripts
	 */
	public static void run(DataSource dataSource, String vendor) {
		SCRIPTS.forEach((script) -> new ResourceDatabasePopulator(
				new ByteArrayResource(text(vendor, script).getBytes(StandardCharsets.UTF_8)))
			.execute(dataSource));
	}

	private static String text(String vendor, String script) {
		try {
			return new ClassPathResource("io/adcp/spring/idempotency/db/" + vendor + "/" + script)
				.getContentAsString(StandardCharsets.UTF_8)
				.replace("${table}", LedgerTable.DEFAULT_NAME)
				.replace("${table_name}", LedgerTable.DEFAULT_NAME);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
