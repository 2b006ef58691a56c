package io.adcp.spring.autoconfigure;

import io.adcp.spring.InvalidSetupException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Prints what is wrong with a set-up, and what to do about it.
 */
class InvalidSetupFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSetupException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidSetupException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.getAction(), cause);
	}

}
