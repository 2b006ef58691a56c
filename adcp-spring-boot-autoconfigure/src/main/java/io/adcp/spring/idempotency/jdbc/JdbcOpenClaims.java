package io.adcp.spring.idempotency.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.ClaimLostException;
import io.adcp.spring.idempotency.OpenClaim;
import io.adcp.spring.idempotency.OpenClaimBackend;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps open claims in two rows: one in the table of records, with an empty response, so
 * that the primary key keeps it apart from every record and from every other claim, and
 * one with the owner and the calls. The second is the lock: who changes either holds it.
 */
final class JdbcOpenClaims implements OpenClaimBackend {

	// The lease is over at its end, not after it.
	private static final Duration PAST = Duration.ofMillis(1);

	private final Ledger ledger;

	private final TransactionTemplate transaction;

	private final TransactionTemplate alone;

	private final String lookSql;

	private final String lockSql;

	private final String fenceSql;

	private final String leaseSql;

	private final String ownerSql;

	private final String noteSql;

	private final String closeSql;

	private final String freeSql;

	private final String overdueSql;

	private final String countSql;

	JdbcOpenClaims(Ledger ledger, LedgerTable table, TransactionTemplate transaction) {
		this.ledger = ledger;
		this.transaction = transaction;
		this.alone = new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
		this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
		String record = table.qualifiedName();
		String claim = table.claims();
		this.lookSql = """
				SELECT %s FROM (SELECT 1 AS one) o LEFT JOIN %s r ON r.id = ?
				LEFT JOIN %s c ON c.id = r.id
				""".formatted(KeyRow.columns(ledger), record, claim);
		this.overdueSql = """
				SELECT %s FROM %s c JOIN %s r ON r.id = c.id
				WHERE r.expires_at <= ? ORDER BY c.opened_at LIMIT ?
				""".formatted(KeyRow.columns(ledger), claim, record);
		this.countSql = """
				SELECT COUNT(*), SUM(CASE WHEN r.expires_at <= ? THEN 1 ELSE 0 END), MIN(c.opened_at)
				FROM %s c JOIN %s r ON r.id = c.id
				""".formatted(claim, record);
		this.lockSql = "SELECT run FROM %s WHERE id = ? FOR UPDATE SKIP LOCKED".formatted(claim);
		this.fenceSql = "SELECT run FROM %s WHERE id = ? AND owner = ? AND run = ? FOR UPDATE".formatted(claim);
		this.leaseSql = "UPDATE %s SET expires_at = ? WHERE id = ? AND OCTET_LENGTH(response) = 0".formatted(record);
		this.ownerSql = "UPDATE %s SET owner = ?, run = run + 1 WHERE id = ?".formatted(claim);
		this.noteSql = "UPDATE %s SET calls = ? WHERE id = ?".formatted(claim);
		this.closeSql = "DELETE FROM %s WHERE id = ? AND owner = ? AND run = ?".formatted(claim);
		this.freeSql = "DELETE FROM %s WHERE id = ? AND OCTET_LENGTH(response) = 0".formatted(record);
	}

	@Override
	public Look look(Claim claim) {
		KeyRow row = row(claim.id());
		return new Look(row.now(), row.toRecord(claim));
	}

	@Override
	public Optional<OpenClaim> open(Claim claim, String calls) {
		try {
			return committed(() -> this.ledger.open(claim, calls)).map((now) -> new OpenClaim(claim.id(), claim.task(),
					claim.payload(), claim.owner(), 1, now, now.plus(claim.lease()), now, calls));
		}
		catch (ConcurrencyFailureException ex) {
			return Optional.empty();
		}
	}

	private Optional<Instant> committed(Supplier<Optional<Instant>> opening) {
		if (!this.ledger.opensByOneStatement()) {
			return Objects.requireNonNull(this.transaction.execute((status) -> opening.get()));
		}
		return Objects.requireNonNull(this.alone.execute((status) -> {
			Optional<Instant> opened = opening.get();
			commit();
			return opened;
		}));
	}

	// A pool's connections need not commit by themselves.
	private void commit() {
		this.ledger.jdbc().execute((ConnectionCallback<Boolean>) (connection) -> {
			if (!connection.getAutoCommit()) {
				connection.commit();
			}
			return true;
		});
	}

	@Override
	public Optional<OpenClaim> takeOver(UUID id, UUID owner, Duration lease) {
		return transactional((status) -> {
			if (this.ledger.jdbc().queryForList(this.lockSql, id(id)).isEmpty()) {
				return Optional.empty();
			}
			KeyRow row = row(id);
			if (row.open() == null || !row.open().isReconciliationRequired()) {
				return Optional.empty();
			}
			lease(id, row.now().plus(lease));
			this.ledger.jdbc().update(this.ownerSql, id(owner), id(id));
			return Optional.ofNullable(row(id).open());
		});
	}

	@Override
	public void note(OpenClaim claim, String calls, Duration needed) {
		change(() -> transactional((status) -> {
			fence(claim);
			KeyRow row = row(claim.id());
			if (row.open() == null || row.open().leaseUntil().isBefore(row.now().plus(needed))) {
				throw new ClaimLostException(null);
			}
			this.ledger.jdbc().update(this.noteSql, calls, id(claim.id()));
			return Optional.of(claim);
		}));
	}

	private void fence(OpenClaim claim) {
		if (this.ledger.jdbc().queryForList(this.fenceSql, owned(claim)).isEmpty()) {
			throw new ClaimLostException(null);
		}
	}

	@Override
	public void close(OpenClaim claim) {
		change(() -> {
			if (this.ledger.jdbc().update(this.closeSql, owned(claim)) != 1) {
				throw new ClaimLostException(null);
			}
		});
	}

	@Override
	public boolean release(OpenClaim claim) {
		return transactional((status) -> {
			if (this.ledger.jdbc().update(this.closeSql, owned(claim)) != 1) {
				return Optional.empty();
			}
			this.ledger.jdbc().update(this.freeSql, id(claim.id()));
			return Optional.of(claim);
		}).isPresent();
	}

	@Override
	public void endLease(OpenClaim claim) {
		transactional((status) -> {
			if (!this.ledger.jdbc().queryForList(this.fenceSql, owned(claim)).isEmpty()) {
				lease(claim.id(), this.ledger.time().minus(PAST));
			}
			return Optional.of(claim);
		});
	}

	@Override
	public Optional<OpenClaim> find(UUID id) {
		return Optional.ofNullable(row(id).open());
	}

	@Override
	public List<OpenClaim> reconciliationRequired(int limit) {
		Object now = this.ledger.toParameter(this.ledger.time());
		return this.ledger.jdbc()
			.query(this.overdueSql, (row, number) -> KeyRow.read(row, this.ledger).requireOpen(), now, limit);
	}

	@Override
	public Counts count() {
		Instant now = this.ledger.time();
		return Objects.requireNonNull(this.ledger.jdbc().queryForObject(this.countSql, (row, number) -> {
			long open = row.getLong(1);
			Duration oldest = (open != 0) ? Duration.between(this.ledger.readInstant(row, 3), now) : Duration.ZERO;
			return new Counts(open, row.getLong(2), oldest.isNegative() ? Duration.ZERO : oldest);
		}, this.ledger.toParameter(now)));
	}

	private void lease(UUID id, Instant until) {
		this.ledger.jdbc().update(this.leaseSql, this.ledger.toParameter(until), id(id));
	}

	private KeyRow row(UUID id) {
		return this.ledger.jdbc().query(this.lookSql, (row, number) -> KeyRow.read(row, this.ledger), id(id)).get(0);
	}

	private Object id(UUID id) {
		return this.ledger.toParameter(id);
	}

	private Object[] owned(OpenClaim claim) {
		return new Object[] { id(claim.id()), id(claim.owner()), claim.run() };
	}

	private Optional<OpenClaim> transactional(TransactionCallback<Optional<OpenClaim>> work) {
		return Objects.requireNonNull(this.transaction.execute(work));
	}

	private static void change(Runnable work) {
		try {
			work.run();
		}
		catch (ConcurrencyFailureException ex) {
			throw new ClaimLostException(ex);
		}
	}

}
