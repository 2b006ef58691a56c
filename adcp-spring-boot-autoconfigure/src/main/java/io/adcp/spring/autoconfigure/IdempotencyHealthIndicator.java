package io.adcp.spring.autoconfigure;

import java.time.temporal.ChronoUnit;
import java.util.UUID;

import io.adcp.spring.downstream.OpenClaims;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend;
import io.adcp.spring.idempotency.OpenClaimBackend.Counts;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

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

	private final @Nullable OpenClaims claims;

	IdempotencyHealthIndicator(InspectableIdempotencyBackend backend, @Nullable OpenClaims claims) {
		this.backend = backend;
		this.claims = claims;
	}

	@Override
	public Health health() {
		Health.Builder health = Health.up().withDetail("backend", this.backend.name());
		try {
			this.backend.find(NOBODYS);
			if (this.claims != null) {
				describe(this.claims.count(), health);
			}
		}
		catch (RuntimeException ex) {
			logger.warn("The idempotency records cannot be read", ex);
			health.down();
		}
		return health.build();
	}

	// What waits for a person is no reason to take a node out of service.
	private static void describe(Counts claims, Health.Builder health) {
		health.withDetail("openClaims", claims.open())
			.withDetail("reconciliationRequired", claims.reconciliationRequired())
			.withDetail("oldestClaim", claims.oldest().truncatedTo(ChronoUnit.SECONDS).toString());
	}

}
