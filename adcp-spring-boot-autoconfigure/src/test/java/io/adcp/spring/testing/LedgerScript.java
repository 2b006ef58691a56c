package io.adcp.spring.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import javax.sql.DataSource;

import io.adcp.spring.idempotency.jdbc.LedgerTable;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * The script that makes the ledger's table, as an application would run it by hand.
 */
public final class LedgerScript {

	private LedgerScript() {
	}

	/**
	 * Make the table, with its default name.
	 * @param dataSource the database
	 * @param vendor the database's name among the scripts
	 */
	public static void run(DataSource dataSource, String vendor) {
		new ResourceDatabasePopulator(new ByteArrayResource(text(vendor).getBytes(StandardCharsets.UTF_8)))
			.execute(dataSource);
	}

	private static String text(String vendor) {
		try {
			return new ClassPathResource("io/adcp/spring/idempotency/db/" + vendor + "/V1__idempotency.sql")
				.getContentAsString(StandardCharsets.UTF_8)
				.replace("${table}", LedgerTable.DEFAULT_NAME)
				.replace("${table_name}", LedgerTable.DEFAULT_NAME);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
