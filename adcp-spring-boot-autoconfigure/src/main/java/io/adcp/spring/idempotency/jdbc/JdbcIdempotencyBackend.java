package io.adcp.spring.idempotency.jdbc;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.ClaimLostException;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend;
import io.adcp.spring.idempotency.OpenClaimBackend;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.idempotency.TransactionalIdempotencyBackend;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the records in the seller's own database, in the seller's own transaction: claim,
 * business rows and response commit together or not at all. A process that dies leaves
 * nothing behind, and its keys are free as soon as the database notices.
 * <p>
 * Claims and completions must run in a transaction of the given data source; several
 * processes may share the table. The database's clock decides about expiry.
 *
 * @since 0.1.0
 */
public class JdbcIdempotencyBackend implements TransactionalIdempotencyBackend, InspectableIdempotencyBackend {

	private final LedgerTransaction transaction;

	private final Ledger ledger;

	private final LedgerInspection inspection;

	private final TransactionTemplate purging;

	private final JdbcOpenClaims openClaims;

	/**
	 * Create a backend that goes by the database's clock.
	 * @param dataSource the data source of the business tables
	 * @param table the table, which must exist by the first call
	 */
	public JdbcIdempotencyBackend(DataSource dataSource, LedgerTable table) {
		this(dataSource, table, null);
	}

	/**
	 * Create a backend.
	 * @param dataSource the data source of the business tables
	 * @param table the table, which must exist by the first call
	 * @param clock decides about expiry in place of the database's clock, or {@code null}
	 * @throws IllegalStateException if the database is none of PostgreSQL, MariaDB and H2
	 */
	public JdbcIdempotencyBackend(DataSource dataSource, LedgerTable table, @Nullable Clock clock) {
		this.transaction = new LedgerTransaction(dataSource);
		this.ledger = Ledger.of(new JdbcTemplate(dataSource), table, clock);
		this.inspection = new LedgerInspection(new JdbcTemplate(dataSource), table, this.ledger);
		this.purging = new TransactionTemplate(new JdbcTransactionManager(LedgerTransaction.unwrap(dataSource)));
		// A batch's locks end with the batch, whoever asks for it.
		this.purging.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		// Row locks only: gap locks would hold back live inserts.
		this.purging.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
		this.openClaims = new JdbcOpenClaims(this.ledger, table, this.purging);
	}

	/**
	 * Return where claims are kept that outlive their transaction, in a table beside the
	 * records'.
	 * @return the claims
	 */
	public OpenClaimBackend openClaims() {
		return this.openClaims;
	}

	@Override
	public String name() {
		return "jdbc";
	}

	@Override
	public Optional<IdempotencyRecord> claim(Claim claim) {
		this.transaction.require("the idempotency records");
		try {
			return Optional.ofNullable(this.ledger.claim(claim));
		}
		catch (ConcurrencyFailureException ex) {
			throw new ClaimLostException(ex);
		}
	}

	@Override
	public Optional<IdempotencyRecord> findFinished(Claim claim) {
		return Optional.ofNullable(this.ledger.peek(claim)).filter(IdempotencyRecord::isFinished);
	}

	@Override
	public void complete(Claim claim, String response, Retention retention) {
		try {
			this.ledger.complete(claim, response, retention.ttl());
		}
		catch (DuplicateKeyException | ConcurrencyFailureException ex) {
			throw new ClaimLostException(ex);
		}
	}

	/**
	 * Does nothing: the rollback that follows frees the key.
	 */
	@Override
	public void release(Claim claim) {
	}

	@Override
	public int purge(Retention retention, int limit) {
		Integer touched = this.purging.execute((status) -> this.ledger.purge(retention, limit));
		return (touched != null) ? touched : 0;
	}

	@Override
	public Optional<Counts> count() {
		return Optional.of(this.inspection.count());
	}

	@Override
	public Optional<Summary> find(UUID id) {
		return this.inspection.find(id);
	}

	@Override
	public boolean delete(UUID id) {
		return Boolean.TRUE.equals(this.purging.execute((status) -> this.inspection.delete(id)));
	}

	@Override
	public boolean isPartOfTransaction() {
		return this.transaction.isActive();
	}

}
