package io.adcp.spring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about {@link AmbiguousTokenSupplierException}.
 */
class AmbiguousTokenSupplierFailureAnalyzer extends AbstractFailureAnalyzer<AmbiguousTokenSupplierException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, AmbiguousTokenSupplierException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Mark the one for this agent with @Qualifier(\"" + cause.agent()
						+ "\"), or the one for all agents with @Primary, or set adcp.client.agents." + cause.agent()
						+ ".token.",
				cause);
	}

}
