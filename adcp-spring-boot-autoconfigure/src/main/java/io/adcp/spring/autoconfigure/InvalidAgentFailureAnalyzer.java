package io.adcp.spring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about {@link InvalidAgentException}.
 */
class InvalidAgentFailureAnalyzer extends AbstractFailureAnalyzer<InvalidAgentException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidAgentException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
