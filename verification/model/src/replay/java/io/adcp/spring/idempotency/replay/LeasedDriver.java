package io.adcp.spring.idempotency.replay;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.idempotency.jdbc.JdbcFixture;
import io.adcp.spring.idempotency.memory.MemoryIdempotencyBackend;
import io.adcp.spring.idempotency.redis.RedisIdempotencyBackend;
import io.adcp.spring.testing.AdjustableClock;
import io.adcp.spring.testing.RedisServers;
import io.adcp.spring.verification.model.Binding;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A backend beside the database with the rows.
 *
 * @param backend keeps the records
 * @param aging ages them
 * @param purging how long they are remembered once they are purged
 * @param database has the rows
 * @param end ends the backend
 */
record LeasedDriver(IdempotencyBackend backend, Consumer<Duration> aging, Retention purging, JdbcFixture database,
		Runnable end) implements ModelDriver {

	// Redis' clock cannot be set, so the time that keys have left is shortened instead.
	private static final RedisScript<Long> AGE = RedisScript.of("""
			local left = redis.call('PTTL', KEYS[1])
			return (left < 0) and left or redis.call('PEXPIRE', KEYS[1], left - tonumber(ARGV[1]))
			""", Long.class);

	static LeasedDriver memory() {
		AdjustableClock clock = new AdjustableClock();
		return of(new MemoryIdempotencyBackend(clock, RETENTION, 100_000), clock::advance, () -> {
		});
	}

	/**
	 * Return one that makes a mistake: it purges a record with its tombstone.
	 * @return the driver
	 */
	static LeasedDriver withoutTombstones() {
		LeasedDriver right = memory();
		return new LeasedDriver(right.backend, right.aging,
				new Retention(RETENTION.ttl(), RETENTION.skew(), Duration.ZERO), right.database, right.end);
	}

	static LeasedDriver redis() {
		LettuceConnectionFactory connections = RedisServers.connections();
		StringRedisTemplate redis = new StringRedisTemplate(connections);
		String prefix = "model:" + System.nanoTime() + ":";
		return of(new RedisIdempotencyBackend(connections, prefix), (time) -> {
			for (String key : redis.keys(prefix + "*")) {
				redis.execute(AGE, List.of(key), String.valueOf(time.toMillis()));
			}
		}, connections::destroy);
	}

	private static LeasedDriver of(IdempotencyBackend backend, Consumer<Duration> aging, Runnable end) {
		JdbcFixture database = JdbcFixture.h2(10);
		SteppedSeller.createTable(database.jdbc());
		return new LeasedDriver(backend, aging, RETENTION, database, end);
	}

	@Override
	public Binding binding() {
		return Binding.LEASED;
	}

	@Override
	public boolean knowsPayloadsInFlight() {
		return true;
	}

	@Override
	public SteppedSeller newSeller() {
		return SteppedSeller.besideTheRows(this.backend, DatabaseDriver.connection(this.database));
	}

	@Override
	public void advance(Duration duration) {
		this.aging.accept(duration);
	}

	@Override
	public void purge() {
		while (this.backend.purge(this.purging, 10_000) > 0) {
			// Until nothing is left to be purged
		}
	}

	@Override
	public JdbcTemplate rows() {
		return this.database.jdbc();
	}

	@Override
	public void close() {
		this.end.run();
		this.database.close();
	}

}
