package io.adcp.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about {@link TransactionManagerException}.
 */
class TransactionManagerFailureAnalyzer extends AbstractFailureAnalyzer<TransactionManagerException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, TransactionManagerException cause) {
		return new FailureAnalysis(cause.getMessage() + " Business rows and records could not commit together.",
				"Mark the transaction manager of the data source with the business tables @Primary, or name it in the "
						+ "@Transactional of each @Idempotent method. With several data sources, the records are kept "
						+ "in the @Primary one.",
				cause);
	}

}
