package io.adcp.spring.idempotency.jdbc;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What all nodes that share the table have to agree on, kept beside it.
 *
 * @since 0.1.0
 */
public class JdbcSettings {

	private static final String ACCOUNT_SALT = "account-salt";

	private static final int SALT_BYTES = 32;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate inserting;

	private final String findSql;

	private final String insertSql;

	/**
	 * Create the settings.
	 * @param dataSource the data source of the table
	 * @param table the table with the records
	 */
	public JdbcSettings(DataSource dataSource, LedgerTable table) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.inserting = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		// A lost race would end the caller's. Without one, a pool whose connections do
		// not
		// commit by themselves would forget the row.
		this.inserting.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.findSql = "SELECT setting_value FROM %s_setting WHERE name = ?".formatted(table.qualifiedName());
		this.insertSql = "INSERT INTO %s_setting (name, setting_value) VALUES (?, ?)".formatted(table.qualifiedName());
	}

	/**
	 * Return the salt of account hashes, made by the first node that asks for it, in a
	 * transaction of its own.
	 * @return the salt, the same for ever and on every node
	 */
	public String accountSalt() {
		String salt = find();
		if (salt == null) {
			insertUnlessThere();
			salt = find();
		}
		if (salt == null) {
			throw new IllegalStateException("The account salt cannot be stored");
		}
		return salt;
	}

	private @Nullable String find() {
		List<String> values = this.jdbc.queryForList(this.findSql, String.class, ACCOUNT_SALT);
		return values.isEmpty() ? null : values.get(0);
	}

	private void insertUnlessThere() {
		byte[] salt = new byte[SALT_BYTES];
		new SecureRandom().nextBytes(salt);
		try {
			this.inserting.executeWithoutResult((status) -> this.jdbc.update(this.insertSql, ACCOUNT_SALT,
					Base64.getUrlEncoder().withoutPadding().encodeToString(salt)));
		}
		catch (DuplicateKeyException ex) {
			// Another node was first: its salt is the one.
		}
	}

}
