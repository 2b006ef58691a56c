package io.adcp.spring.client.book;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import io.adcp.spring.signature.Nonces;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Remembers which webhooks were taken, shared by all nodes: each key of a sender stands
 * for one body, and each signature counts once.
 *
 * @since 0.1.0
 */
public class WebhookMemory {

	/** What AdCP 3.2 lets a sender retry for at the most. */
	private static final Duration HORIZON = Duration.ofDays(7);

	private static final int MAX_NONCES = 100_000;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate separate;

	private final String table;

	private final Clock clock;

	/**
	 * Create a memory.
	 * @param dataSource where the tables are
	 * @param transactions the transactions of that data source
	 * @param table the book's table, after whose name the others are named
	 * @param clock the time
	 */
	public WebhookMemory(DataSource dataSource, PlatformTransactionManager transactions, String table, Clock clock) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.separate = new TransactionTemplate(transactions);
		this.separate.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.table = table;
		this.clock = clock;
	}

	/**
	 * Take an event, as part of the caller's transaction.
	 * @param sender the authenticated sender
	 * @param key the event's {@code idempotency_key}
	 * @param fingerprint the hash of the body's canonical form, in hexadecimal
	 * @throws DuplicateKeyException if the key was taken before; the transaction cannot
	 * go on
	 */
	public void take(String sender, String key, String fingerprint) {
		this.jdbc.update("INSERT INTO %s_event (id, fingerprint, expires_at) VALUES (?, ?, ?)".formatted(this.table),
				id(sender, key), fingerprint, Timestamp.from(this.clock.instant().plus(HORIZON)));
	}

	/**
	 * Return what a key stands for.
	 * @param sender the authenticated sender
	 * @param key the event's {@code idempotency_key}
	 * @return the fingerprint of its body, or empty for a new key
	 */
	public Optional<String> find(String sender, String key) {
		List<String> found = this.jdbc.queryForList(
				"SELECT fingerprint FROM %s_event WHERE id = ?".formatted(this.table), String.class, id(sender, key));
		return found.stream().findFirst();
	}

	/**
	 * Return the nonces of a sender's signatures. Each is taken in a transaction of its
	 * own: a signature counts once, whatever becomes of the event.
	 * @param sender the sender
	 * @return its nonces
	 */
	public Nonces nonces(String sender) {
		return new Nonces() {

			@Override
			public boolean hasRoom(String keyId) {
				return WebhookMemory.this.count(id(sender, keyId)) < MAX_NONCES;
			}

			@Override
			public boolean take(String keyId, String nonce, Instant until) {
				return WebhookMemory.this.takeNonce(id(sender, keyId), nonce, until);
			}

		};
	}

	private int count(String signer) {
		Integer count = this.jdbc.queryForObject(
				"SELECT COUNT(*) FROM %s_nonce WHERE signer = ? AND expires_at > ?".formatted(this.table),
				Integer.class, signer, Timestamp.from(this.clock.instant()));
		return (count != null) ? count : 0;
	}

	private boolean takeNonce(String signer, String nonce, Instant until) {
		try {
			this.separate.executeWithoutResult((status) -> this.jdbc.update(
					"INSERT INTO %s_nonce (id, signer, expires_at) VALUES (?, ?, ?)".formatted(this.table),
					id(signer, nonce), signer, Timestamp.from(until)));
			return true;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	/** Forget what nobody can send any more. */
	public void purge() {
		Timestamp now = Timestamp.from(this.clock.instant());
		this.jdbc.update("DELETE FROM %s_event WHERE expires_at < ?".formatted(this.table), now);
		this.jdbc.update("DELETE FROM %s_nonce WHERE expires_at < ?".formatted(this.table), now);
	}

	private static String id(String scope, String value) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update((scope.length() + ":" + scope).getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
