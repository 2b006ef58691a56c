package io.adcp.spring.idempotency.contract;

import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.idempotency.InFlightPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.adcp.spring.idempotency.contract.Requests.request;
import static io.adcp.spring.idempotency.contract.Requests.withPayload;
import static io.adcp.spring.idempotency.contract.Requests.withScope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

/**
 * The promise of a backend. A backend's test class extends this one, says how to make the
 * backend and how to age its records, and where it takes part in transactions, how to
 * open one. Backends that free the key of a dead owner by a lease extend
 * {@link LeasedBackendContract}.
 * <p>
 * This class: several calls at once, rule 9, each on an engine of its own, as if it came
 * to another node. The classes above it: one call after the other, and time.
 */
public abstract class IdempotencyBackendContract extends InspectionContract {

	private static final int DUPLICATES = 200;

	private static final int WAITERS = 5;

	private final Calls calls = new Calls();

	@AfterEach
	void endCalls() {
		this.calls.close();
	}

	@Test
	void twoHundredDuplicatesAtOnceAreExecutedOnce() throws Exception {
		IdempotencyRequest request = request();
		AtomicInteger executions = new AtomicInteger();
		List<Future<IdempotentResponse>> answers = this.calls.together(DUPLICATES,
				() -> waiting().execute(request, () -> "{\"n\":" + executions.incrementAndGet() + "}"));
		List<IdempotentResponse> responses = Calls.results(answers);
		assertThat(executions).hasValue(1);
		assertThat(responses).extracting(IdempotentResponse::body).containsOnly("{\"n\":1}");
		assertThat(responses).filteredOn((response) -> !response.replayed()).hasSize(1);
	}

	@Test
	void manyKeysAtOnceDoNotDisturbOneAnother() throws Exception {
		IdempotencyStore store = waiting();
		List<Future<IdempotentResponse>> answers = this.calls.start(DUPLICATES, () -> {
			IdempotencyRequest request = request();
			IdempotentResponse first = store.execute(request, () -> "\"" + request.key() + "\"");
			assertThat(repeat(request).body()).isEqualTo(first.body());
			return first;
		});
		assertThat(Calls.results(answers)).extracting(IdempotentResponse::body).doesNotHaveDuplicates();
	}

	@Test
	void aRepetitionIsToldThatTheFirstCallIsInFlight() throws Exception {
		IdempotencyRequest request = request();
		try (Calls.Held first = this.calls.hold(rejecting(), request)) {
			assertThatExceptionOfType(IdempotencyInFlightException.class).isThrownBy(() -> repeat(request))
				.satisfies((ex) -> assertThat(ex.retryAfter()).isNotNull().isPositive());
			assertThat(first.finish().replayed()).isFalse();
		}
		assertThat(repeat(request).replayed()).isTrue();
	}

	@Test
	void aRepetitionThatWaitsGetsTheFirstAnswer() throws Exception {
		IdempotencyRequest request = request();
		ScriptedBackend watched = ScriptedBackend.inFrontOf(backend());
		IdempotencyStore store = store(watched, InFlightPolicy.WAIT);
		try (Calls.Held first = this.calls.hold(waiting(), request)) {
			Future<IdempotentResponse> second = this.calls.start(() -> store.execute(request, () -> "{\"n\":2}"));
			watched.awaitRefusals(1);
			IdempotentResponse answer = first.finish();
			assertThat(second.get()).isEqualTo(new IdempotentResponse(answer.body(), true));
		}
	}

	@Test
	void anotherPayloadWhileTheFirstIsInFlightIsAConflictAtLatestWhenItHasEnded() throws Exception {
		IdempotencyRequest request = request();
		IdempotencyRequest other = withPayload(request, 2);
		try (Calls.Held first = this.calls.hold(rejecting(), request)) {
			if (knowsPayloadsInFlight()) {
				// Also where repetitions wait: there is nothing to wait for.
				assertThatExceptionOfType(IdempotencyConflictException.class)
					.isThrownBy(() -> waiting().execute(other, () -> fail("The handler must not run")));
			}
			else {
				assertThatExceptionOfType(IdempotencyInFlightException.class).isThrownBy(() -> repeat(other));
			}
			first.finish();
		}
		assertThatExceptionOfType(IdempotencyConflictException.class).isThrownBy(() -> repeat(other));
		assertThat(repeat(request).replayed()).isTrue();
	}

	@Test
	void anotherPayloadIsFreeToRunAfterTheFirstHasFailed() throws Exception {
		IdempotencyRequest request = request();
		try (Calls.Held first = this.calls.hold(rejecting(), request)) {
			first.fail();
		}
		assertThat(execute(withPayload(request, 2), "{\"n\":2}").replayed()).isFalse();
	}

	@Test
	void whenTheFirstFailsWhileOthersWaitExactlyOneOfThemRuns() throws Exception {
		IdempotencyRequest request = request();
		ScriptedBackend watched = ScriptedBackend.inFrontOf(backend());
		IdempotencyStore store = store(watched, InFlightPolicy.WAIT);
		AtomicInteger executions = new AtomicInteger(1);
		try (Calls.Held first = this.calls.hold(waiting(), request)) {
			List<Future<IdempotentResponse>> waiters = this.calls.start(WAITERS,
					() -> store.execute(request, () -> "{\"n\":" + executions.incrementAndGet() + "}"));
			watched.awaitRefusals(WAITERS);
			first.fail();
			assertThat(Calls.results(waiters)).extracting(IdempotentResponse::body).containsOnly("{\"n\":2}");
		}
		assertThat(executions).hasValue(2);
	}

	@Test
	void aKeyInFlightDoesNotHoldBackAnotherScopeOrAnotherKey() throws Exception {
		IdempotencyRequest request = request();
		try (Calls.Held first = this.calls.hold(rejecting(), request)) {
			IdempotencyScope other = new IdempotencyScope("agent-2", "account", null);
			assertThat(execute(withScope(request, other), "{}").replayed()).isFalse();
			assertThat(execute(request(), "{}").replayed()).isFalse();
			first.finish();
		}
	}

}
