package io.adcp.spring.autoconfigure;

import java.util.UUID;

import io.adcp.spring.idempotency.InspectableIdempotencyBackend;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up where a record can be looked up. What the database says otherwise is logged, and
 * kept out of the answer.
 */
class IdempotencyHealthIndicator implements HealthIndicator {

	private static final Log logger = LogFactory.getLog(IdempotencyHealthIndicator.class);

	private static final UUID NOBODYS = new UUID(0, 0);

	private final InspectableIdempotencyBackend backend;

	IdempotencyHealthIndicator(InspectableIdempotencyBackend backend) {
		this.backend = backend;
	}

	@Override
	public Health health() {
		Health.Builder health = Health.up().withDetail("backend", this.backend.name());
		try {
			this.backend.find(NOBODYS);
		}
		catch (RuntimeException ex) {
			logger.warn("The idempotency records cannot be read", ex);
			health.down();
		}
		return health.build();
	}

}
