package io.adcp.spring.autoconfigure;

import io.adcp.spring.server.InvalidTaskMethodException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about {@link InvalidTaskMethodException}.
 */
class InvalidTaskMethodFailureAnalyzer extends AbstractFailureAnalyzer<InvalidTaskMethodException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, InvalidTaskMethodException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.getAction(), cause);
	}

}
