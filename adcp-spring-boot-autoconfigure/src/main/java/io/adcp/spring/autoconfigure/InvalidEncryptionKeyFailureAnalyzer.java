package io.adcp.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about {@link InvalidEncryptionKeyException}.
 */
class InvalidEncryptionKeyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidEncryptionKeyException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, InvalidEncryptionKeyException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Make a key with 'openssl rand -base64 32', and write it after an id of its own and a colon, as in "
						+ "2026-01:<Base64>.",
				cause);
	}

}
