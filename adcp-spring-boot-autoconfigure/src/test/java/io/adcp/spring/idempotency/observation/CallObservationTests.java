package io.adcp.spring.idempotency.observation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.InsertLimiter;
import io.adcp.spring.idempotency.contract.Engines;
import io.adcp.spring.idempotency.contract.Requests;
import io.adcp.spring.idempotency.contract.ScriptedBackend;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;

import static io.adcp.spring.idempotency.contract.Requests.withScope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class CallObservationTests {

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final CallObservation listener = new CallObservation(this.registry, "scripted",
			AdcpTask.CREATE_MEDIA_BUY::equals);

	private final IdempotencyRequest request = withScope(Requests.request(),
			new IdempotencyScope("agent-7", "account-7", null));

	@Test
	void aCallIsObservedWithTaskOutcomeAndBackend() {
		call(ScriptedBackend.free(), this.request, () -> "{}");
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasSingleObservationThat()
			.hasNameEqualTo("adcp.server.idempotency")
			.hasContextualNameEqualTo("adcp.server.idempotency create_media_buy")
			.hasLowCardinalityKeyValue("adcp.task", "create_media_buy")
			.hasLowCardinalityKeyValue("adcp.outcome", "executed")
			.hasLowCardinalityKeyValue("adcp.backend", "scripted")
			.hasBeenStarted()
			.hasBeenStopped()
			.doesNotHaveError();
	}

	@Test
	void whatTheBuyerDoesWrongIsAnOutcomeAndNoError() {
		IdempotencyRecord other = IdempotencyRecord.completed(false, "{}", Duration.ofHours(1));
		call(ScriptedBackend.heldBy(other), this.request, () -> "{}");
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasSingleObservationThat()
			.hasLowCardinalityKeyValue("adcp.outcome", "conflict")
			.hasBeenStopped()
			.doesNotHaveError();
	}

	@Test
	void anErrorEndsTheObservationToo() {
		call(ScriptedBackend.free(), this.request, () -> {
			throw new AssertionError("bug");
		});
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasSingleObservationThat()
			.hasLowCardinalityKeyValue("adcp.outcome", "failed")
			.hasBeenStopped()
			.hasError();
		assertThat(this.registry.getCurrentObservation()).isNull();
	}

	@Test
	void theHandlerRunsInsideOfTheObservation() {
		List<String> current = new ArrayList<>();
		call(ScriptedBackend.free(), this.request, () -> {
			Observation observation = this.registry.getCurrentObservation();
			current.add((observation != null) ? String.valueOf(observation.getContext().getName()) : "none");
			return "{}";
		});
		assertThat(current).containsExactly("adcp.server.idempotency");
		assertThat(this.registry.getCurrentObservation()).isNull();
	}

	@Test
	void aTaskThatNobodyKnowsIsNotShown() {
		call(ScriptedBackend.free(), Requests.request("made_up_by_a_caller"), () -> "{}");
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasSingleObservationThat()
			.hasLowCardinalityKeyValue("adcp.task", "other");
	}

	@Test
	void neitherKeyNorScopeAreShown() {
		List<String> shown = new ArrayList<>();
		this.registry.observationConfig().observationHandler(new ObservationHandler<Observation.Context>() {

			@Override
			public void onStop(Observation.Context context) {
				shown.add(context.toString());
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
		call(ScriptedBackend.free(), this.request, () -> "{}");
		assertThat(shown).hasSize(1)
			.noneMatch((text) -> text.contains(IdempotencyKey.redact(this.request.key())) || text.contains("agent-7")
					|| text.contains("account-7"));
	}

	private void call(ScriptedBackend backend, IdempotencyRequest request, Callable<String> handler) {
		IdempotencyStore store = Engines.rejecting(backend, InsertLimiter.NONE, this.listener);
		// How the call ends is what is observed.
		catchThrowable(() -> store.execute(request, handler));
	}

}
