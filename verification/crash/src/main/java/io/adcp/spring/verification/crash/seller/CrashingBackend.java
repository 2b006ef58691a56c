package io.adcp.spring.verification.crash.seller;

import java.util.Optional;

import javax.sql.DataSource;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.idempotency.jdbc.JdbcIdempotencyBackend;
import io.adcp.spring.idempotency.jdbc.LedgerTable;

/**
 * The starter's own backend, with places to die at between its steps.
 */
class CrashingBackend extends JdbcIdempotencyBackend {

	CrashingBackend(DataSource dataSource, LedgerTable table) {
		super(dataSource, table);
	}

	@Override
	public Optional<IdempotencyRecord> claim(Claim claim) {
		return CrashPoint.claim(() -> super.claim(claim));
	}

	@Override
	public void complete(Claim claim, String response, Retention retention) {
		CrashPoint.AFTER_HANDLER.pass();
		super.complete(claim, response, retention);
	}

}
