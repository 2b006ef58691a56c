package io.adcp.spring.idempotency.contract;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencySettings;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.idempotency.InFlightPolicy;
import io.adcp.spring.idempotency.InsertLimiter;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.idempotency.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * What a backend's test class provides, and the words that the contract is written in.
 * Every test uses keys of its own, so backends need not be emptied between tests.
 */
// Not a statement about speed: a backend that lets a claim wait would block for ever.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class ContractFixture {

	/**
	 * How long records are remembered in these tests.
	 */
	protected static final Retention RETENTION = Engines.RETENTION;

	static final Duration LEASE = Duration.ofMinutes(5);

	// Longer than a test may take: whoever waits in vain fails it.
	private static final Duration FOR_EVER = Duration.ofHours(1);

	static final int MAX_RESPONSE_BYTES = 2 << 20;

	private static final int MANY_WAITERS = 1000;

	private static final int REPLAY_HINTS = 100;

	private static final int BATCH = 2;

	private @Nullable IdempotencyStore here;

	/**
	 * Return the backend under test.
	 * @return the backend, the same one throughout a test
	 */
	protected abstract IdempotencyBackend backend();

	/**
	 * Age what is stored: afterwards the backend behaves as if that much more time had
	 * gone by. A negative duration makes records of a clock that runs ahead.
	 * @param duration how much
	 */
	protected abstract void advance(Duration duration);

	/**
	 * Return what commits together.
	 * @return a transaction for backends that take part in one
	 */
	protected UnitOfWork unitOfWork() {
		return UnitOfWork.NONE;
	}

	/**
	 * Return whether the backend knows the payload of a call that has not ended. Where it
	 * does not, another payload is told from a repetition when the first call has ended.
	 * @return {@code true} if a conflict is told at once
	 */
	protected boolean knowsPayloadsInFlight() {
		return true;
	}

	final IdempotencyStore waiting() {
		return store(backend(), InFlightPolicy.WAIT);
	}

	/**
	 * Return the node that a test's calls come to. It remembers which keys have finished;
	 * all others are new to theirs.
	 * @return the same engine throughout a test
	 */
	final IdempotencyStore here() {
		if (this.here == null) {
			this.here = rejecting();
		}
		return this.here;
	}

	final IdempotencyStore rejecting() {
		return store(backend(), InFlightPolicy.REJECT);
	}

	final IdempotencyStore store(IdempotencyBackend backend, InFlightPolicy policy) {
		IdempotencySettings settings = new IdempotencySettings(RETENTION, policy, FOR_EVER, LEASE, MANY_WAITERS,
				MAX_RESPONSE_BYTES, REPLAY_HINTS);
		return new IdempotencyStore(backend, unitOfWork(), settings, InsertLimiter.NONE, List.of());
	}

	/**
	 * Make a call that does not wait.
	 * @param request the call
	 * @param response what its handler answers if it is run
	 * @return the answer
	 * @throws Exception if there is none
	 */
	protected final IdempotentResponse execute(IdempotencyRequest request, String response) throws Exception {
		return execute(request, () -> response);
	}

	/**
	 * Make a call that does not wait.
	 * @param request the call
	 * @param handler its handler
	 * @return the answer
	 * @throws Exception if there is none
	 */
	protected final IdempotentResponse execute(IdempotencyRequest request, Callable<String> handler) throws Exception {
		return here().execute(request, handler);
	}

	/**
	 * Make a call that does not wait and whose handler must not run, on a node that does
	 * not know the key and on the one that does.
	 * @param request the call
	 * @return the replay
	 * @throws Exception if there is none
	 */
	protected final IdempotentResponse repeat(IdempotencyRequest request) throws Exception {
		IdempotentResponse replay = rejecting().execute(request, () -> fail("The handler must not run again"));
		assertThat(repeatHere(request)).isEqualTo(replay);
		return replay;
	}

	final IdempotentResponse repeatHere(IdempotencyRequest request) throws Exception {
		return execute(request, () -> fail("The handler must not run again"));
	}

	final <T> T inUnit(Callable<T> work) throws Exception {
		return unitOfWork().run(work);
	}

	/**
	 * Drop all that is past its time, as the scheduler does.
	 */
	final void purge() {
		int touched = BATCH;
		while (touched == BATCH) {
			touched = backend().purge(RETENTION, BATCH);
			if (touched < 0 || touched > BATCH) {
				fail("A batch of %s touched %s records", BATCH, touched);
			}
		}
	}

	static Claim claim(IdempotencyRequest request) {
		return Requests.claim(request, LEASE);
	}

}
