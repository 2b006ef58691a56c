package io.adcp.spring.autoconfigure;

import io.adcp.spring.idempotency.aop.InvalidIdempotentMethodException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about {@link InvalidIdempotentMethodException}.
 */
class InvalidIdempotentMethodFailureAnalyzer extends AbstractFailureAnalyzer<InvalidIdempotentMethodException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, InvalidIdempotentMethodException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.getAction(), cause);
	}

}
