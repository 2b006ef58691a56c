package io.adcp.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about {@link IdempotencyBackendCountException}.
 */
class IdempotencyBackendCountFailureAnalyzer extends AbstractFailureAnalyzer<IdempotencyBackendCountException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, IdempotencyBackendCountException cause) {
		if (!cause.found().isEmpty()) {
			return new FailureAnalysis(
					"There are " + cause.found().size() + " idempotency backends (" + String.join(", ", cause.found())
							+ "), and records must be kept in exactly one.",
					"Remove all but one bean of type IdempotencyBackend.", cause);
		}
		return new FailureAnalysis(
				"The idempotency backend '" + cause.configured() + "' (adcp.idempotency.backend) is not available.",
				action(cause.configured()), cause);
	}

	private static String action(String backend) {
		return switch (backend) {
			case "jdbc" ->
				"Add spring-boot-starter-jdbc and a database driver, and configure spring.datasource.url; where "
						+ "there are several data sources, mark the one with the business tables @Primary.";
			case "redis" ->
				"Add spring-boot-starter-data-redis, and configure spring.data.redis.url; where there are several "
						+ "connection factories, mark the one for the records @Primary.";
			default -> "Set adcp.idempotency.backend to jdbc, redis or memory, or define a bean of type "
					+ "IdempotencyBackend.";
		};
	}

}
