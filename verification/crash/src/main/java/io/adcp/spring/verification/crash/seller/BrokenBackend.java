package io.adcp.spring.verification.crash.seller;

import javax.sql.DataSource;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.idempotency.jdbc.LedgerTable;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A backend with the mistake that this starter exists to avoid: it writes the record in a
 * second transaction, after the buy has committed. A run against it must find duplicates,
 * or the run could not find any.
 */
class BrokenBackend extends CrashingBackend {

	private final TransactionTemplate second;

	BrokenBackend(DataSource dataSource, LedgerTable table) {
		super(dataSource, table);
		this.second = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		this.second.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	@Override
	public void complete(Claim claim, String response, Retention retention) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				BrokenBackend.this.second
					.executeWithoutResult((status) -> BrokenBackend.super.complete(claim, response, retention));
			}

		});
	}

}
