package io.adcp.spring.autoconfigure;

import java.util.List;

import io.adcp.spring.InvalidSetupException;
import io.adcp.spring.idempotency.IdempotencyBackend;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Picks the backend that keeps the records: there is one, or the start stops.
 */
final class SingleBackend {

	private SingleBackend() {
	}

	static IdempotencyBackend of(ObjectProvider<IdempotencyBackend> backends, String configured) {
		List<IdempotencyBackend> found = backends.stream().toList();
		if (found.isEmpty()) {
			throw new InvalidSetupException(
					"The idempotency backend '" + configured + "' (adcp.idempotency.backend) is not available.",
					action(configured));
		}
		if (found.size() > 1) {
			throw new InvalidSetupException(
					"There are " + found.size() + " idempotency backends ("
							+ String.join(", ", found.stream().map(IdempotencyBackend::name).toList())
							+ "), but the records must be kept in exactly one.",
					"Remove all but one bean of type IdempotencyBackend.");
		}
		return found.get(0);
	}

	private static String action(String backend) {
		return switch (backend) {
			case "jdbc" ->
				"Add spring-boot-starter-jdbc and a database driver, and configure spring.datasource.url. If there "
						+ "are several data sources, mark the one with the business tables @Primary.";
			case "redis" ->
				"Add spring-boot-starter-data-redis, and configure spring.data.redis.url. If there are several "
						+ "connection factories, mark the one for the records @Primary.";
			default -> "Set adcp.idempotency.backend to jdbc, redis or memory, or define a bean of type "
					+ "IdempotencyBackend.";
		};
	}

}
