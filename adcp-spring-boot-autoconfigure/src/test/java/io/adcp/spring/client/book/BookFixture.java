package io.adcp.spring.client.book;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

import javax.sql.DataSource;

import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.idempotency.encryption.EncryptionKey;
import io.adcp.spring.idempotency.encryption.ResponseCipher;
import io.adcp.spring.testing.CountingDataSource;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A database with the book's tables.
 */
public final class BookFixture implements AutoCloseable {

	private final CountingDataSource dataSource;

	private final AutoCloseable pool;

	private final JdbcTransactionManager transactions;

	private BookFixture(DataSource dataSource, AutoCloseable pool) {
		this.dataSource = new CountingDataSource(dataSource);
		this.pool = pool;
		this.transactions = new JdbcTransactionManager(this.dataSource);
	}

	/**
	 * Make the tables.
	 * @param dataSource the database
	 * @param pool what to close in the end
	 * @param vendor the database's name among the scripts
	 * @return the fixture
	 */
	public static BookFixture create(DataSource dataSource, AutoCloseable pool, String vendor) {
		new ResourceDatabasePopulator(new ByteArrayResource(script(vendor, "V1__call_book.sql")),
				new ByteArrayResource(script(vendor, "V2__told_at.sql")))
			.execute(dataSource);
		return new BookFixture(dataSource, pool);
	}

	private static byte[] script(String vendor, String file) {
		try {
			return new ClassPathResource("io/adcp/spring/client/db/" + vendor + "/" + file)
				.getContentAsString(StandardCharsets.UTF_8)
				.replace("${table}", "adcp_call")
				.replace("${table_name}", "adcp_call")
				.getBytes(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Make a book.
	 * @param key encrypts its calls
	 * @param clock the time
	 * @return the book
	 */
	public JdbcCallBook book(EncryptionKey key, Clock clock) {
		return new JdbcCallBook(this.dataSource, this.transactions, "adcp_call",
				new ResponseCipher(List.of(key), false), clock);
	}

	/**
	 * Make a memory of webhooks.
	 * @param clock the time
	 * @return the memory
	 */
	public WebhookMemory memory(Clock clock) {
		return new WebhookMemory(this.dataSource, this.transactions, "adcp_call", clock);
	}

	/**
	 * Return the transactions.
	 * @return the manager
	 */
	public JdbcTransactionManager transactions() {
		return this.transactions;
	}

	/**
	 * Return access to the database.
	 * @return the template
	 */
	public JdbcTemplate jdbc() {
		return new JdbcTemplate(this.dataSource);
	}

	TransactionTemplate transaction() {
		return new TransactionTemplate(this.transactions);
	}

	long takeStatements() {
		return this.dataSource.takeEvents().stream().filter("statement"::equals).count();
	}

	String column(AdcpCall call, String column) {
		return new JdbcTemplate(this.dataSource).queryForObject("SELECT " + column + " FROM adcp_call WHERE id = ?",
				String.class, call.id());
	}

	@Override
	public void close() {
		try {
			this.pool.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
