package io.adcp.spring.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.idempotency.memory.MemoryIdempotencyBackend;
import org.junit.jupiter.api.Test;

import static io.adcp.spring.verification.schedules.Schedules.explore;
import static io.adcp.spring.verification.schedules.Schedules.require;
import static io.adcp.spring.verification.schedules.Schedules.together;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What several threads of one JVM do to keys, in all orders that the scheduler comes to.
 * Beside each stands the usual mistake, which the same exploration has to find.
 */
class IdempotencyScheduleTests {

	private static final UUID ID = new UUID(1, 1);

	private static final Retention RETENTION = new Retention(Duration.ofHours(24), Duration.ofSeconds(60),
			Duration.ofDays(30));

	private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

	private static final PayloadHash PAYLOAD = PayloadHash.of(new byte[32]);

	@Test
	void memoryGrantsAKeyToOne() {
		explore(() -> grantToOne(memory()));
	}

	@Test
	void lookingBeforeClaimingIsFoundOut() {
		assertThatThrownBy(() -> explore(() -> grantToOne(new LookingBackend())))
			.hasMessageContaining("one owner at a time");
	}

	private static void grantToOne(IdempotencyBackend backend) {
		AtomicInteger owners = new AtomicInteger();
		together(() -> claimAndRelease(backend, claim(1), owners), () -> claimAndRelease(backend, claim(2), owners));
		require(backend.claim(claim(3)).isEmpty(), "a released key is free");
	}

	private static void claimAndRelease(IdempotencyBackend backend, Claim claim, AtomicInteger owners) {
		if (backend.claim(claim).isEmpty()) {
			require(owners.incrementAndGet() == 1, "one owner at a time");
			owners.decrementAndGet();
			backend.release(claim);
		}
	}

	@Test
	void noMoreThanTheConfiguredNumberWaits() {
		explore(() -> {
			Waiters waiters = new Waiters(1);
			waitInTurn(waiters::enter, waiters::leave);
			require(waiters.keys() == 0, "nothing is left of those who waited");
		});
	}

	@Test
	void countingBeforeEnteringIsFoundOut() {
		assertThatThrownBy(() -> explore(() -> {
			ConcurrentMap<UUID, Integer> waiting = new ConcurrentHashMap<>();
			waitInTurn((id) -> waiting.getOrDefault(id, 0) < 1 && waiting.merge(id, 1, Integer::sum) > 0,
					(id) -> waiting.merge(id, -1, Integer::sum));
		})).hasMessageContaining("one waits");
	}

	private static void waitInTurn(Predicate<UUID> enter, Consumer<UUID> leave) {
		AtomicInteger inside = new AtomicInteger();
		Runnable visit = () -> {
			if (enter.test(ID)) {
				require(inside.incrementAndGet() == 1, "one waits");
				inside.decrementAndGet();
				leave.accept(ID);
			}
		};
		together(visit, visit);
	}

	@Test
	void aCallThatEndsLeavesTheNextOneRunning() {
		explore(() -> {
			RunningCalls running = new RunningCalls(() -> 0);
			followEachOther(running::begin, running::end, running::contains);
			require(!running.contains(claim(3)), "nothing is left of calls that have ended");
		});
	}

	@Test
	void lookingBeforeRemovingIsFoundOut() {
		assertThatThrownBy(() -> explore(() -> {
			ConcurrentMap<UUID, Claim> calls = new ConcurrentHashMap<>();
			followEachOther((claim) -> calls.put(claim.id(), claim), (claim) -> {
				if (claim.equals(calls.get(claim.id()))) {
					calls.remove(claim.id());
				}
			}, (claim) -> calls.containsKey(claim.id()));
		})).hasMessageContaining("a call that runs is known");
	}

	// As after a failure: the key is given back, and only then the call has ended
	private static void followEachOther(Consumer<Claim> begin, Consumer<Claim> end, Predicate<Claim> contains) {
		AtomicInteger free = new AtomicInteger();
		together(() -> {
			begin.accept(claim(1));
			free.set(1);
			end.accept(claim(1));
		}, () -> {
			if (free.get() == 1) {
				begin.accept(claim(2));
				require(contains.test(claim(3)), "a call that runs is known");
				end.accept(claim(2));
			}
		});
	}

	private static Claim claim(int owner) {
		return new Claim(ID, AdcpTask.CREATE_MEDIA_BUY, PAYLOAD, new UUID(0, owner), Duration.ofMinutes(1));
	}

	private static MemoryIdempotencyBackend memory() {
		return new MemoryIdempotencyBackend(CLOCK, RETENTION, 100);
	}

	/**
	 * Looks whether somebody has the key, and then takes it.
	 */
	private static final class LookingBackend implements IdempotencyBackend {

		private final ConcurrentMap<UUID, Claim> keys = new ConcurrentHashMap<>();

		@Override
		public Optional<IdempotencyRecord> claim(Claim claim) {
			if (this.keys.containsKey(claim.id())) {
				return Optional.of(IdempotencyRecord.inFlight(true));
			}
			this.keys.put(claim.id(), claim);
			return Optional.empty();
		}

		@Override
		public void complete(Claim claim, String response, Retention retention) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void release(Claim claim) {
			this.keys.remove(claim.id());
		}

		@Override
		public int purge(Retention retention, int limit) {
			return 0;
		}

		@Override
		public String name() {
			return "looking";
		}

	}

}
