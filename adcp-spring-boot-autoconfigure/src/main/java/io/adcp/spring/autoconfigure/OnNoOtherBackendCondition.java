package io.adcp.spring.autoconfigure;

import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.jdbc.JdbcIdempotencyBackend;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;

/**
 * An application with a backend of its own gets no table, unless its backend is a JDBC
 * one.
 */
class OnNoOtherBackendCondition extends AnyNestedCondition {

	OnNoOtherBackendCondition() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@ConditionalOnMissingBean(IdempotencyBackend.class)
	static class NoBackend {

	}

	@ConditionalOnBean(JdbcIdempotencyBackend.class)
	static class JdbcBackend {

	}

}
