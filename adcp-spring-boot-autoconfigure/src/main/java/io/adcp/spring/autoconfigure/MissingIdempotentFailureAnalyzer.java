package io.adcp.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about {@link MissingIdempotentException}.
 */
class MissingIdempotentFailureAnalyzer extends AbstractFailureAnalyzer<MissingIdempotentException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, MissingIdempotentException cause) {
		return new FailureAnalysis(
				"AdCP requires an idempotency_key for these tasks, but their methods are not @Idempotent, so a repeated "
						+ "call would run again:\n\n    " + String.join("\n    ", cause.tasks()),
				"Annotate the methods with @Idempotent, or set adcp.server.require-idempotent=false to only be warned.",
				cause);
	}

}
