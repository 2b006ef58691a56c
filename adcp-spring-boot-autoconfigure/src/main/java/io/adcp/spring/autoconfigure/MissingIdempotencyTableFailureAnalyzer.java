package io.adcp.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about {@link MissingIdempotencyTableException}.
 */
class MissingIdempotencyTableFailureAnalyzer extends AbstractFailureAnalyzer<MissingIdempotencyTableException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, MissingIdempotencyTableException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Add spring-boot-starter-flyway (and, on PostgreSQL, flyway-database-postgresql; on MariaDB, flyway-mysql) "
						+ "with spring.flyway.enabled=true and adcp.idempotency.jdbc.schema-management=migrate, so that "
						+ "the table is created at start-up, or run '" + cause.script()
						+ "' of the adcp-spring-boot-autoconfigure jar, "
						+ "with its placeholders ${table} and ${table_name} replaced by the table's name.",
				cause);
	}

}
