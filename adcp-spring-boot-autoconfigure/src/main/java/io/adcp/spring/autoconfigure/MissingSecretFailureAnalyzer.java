package io.adcp.spring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about {@link MissingSecretException}.
 */
class MissingSecretFailureAnalyzer extends AbstractFailureAnalyzer<MissingSecretException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingSecretException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Set adcp.idempotency.secret to the same random text on every node ('openssl rand -base64 32'), or "
						+ "define a bean of type AccountResolver.",
				cause);
	}

}
