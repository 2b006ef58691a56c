package io.adcp.spring.client;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.AdcpException;
import io.adcp.spring.client.FaultServer.Step;
import io.adcp.spring.client.mcp.McpTransport;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How each attempt is counted.
 */
class AttemptOutcomeTests {

	private final FaultServer seller = new FaultServer();

	private final Queue<String> outcomes = new ConcurrentLinkedQueue<>();

	/** The call ends for observers when its caller has the answer already. */
	private final CountDownLatch stopped = new CountDownLatch(1);

	private final SkippedWaits waits = new SkippedWaits();

	@AfterEach
	void stop() {
		this.seller.close();
	}

	@Test
	void everyFailedAttemptIsAnErrorAndTheLastOneToo() throws Exception {
		this.seller.script(FaultServer.status(500));
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(this::book);
		awaitStop();
		assertThat(this.outcomes).containsExactly("adcp.client.attempt error SERVICE_UNAVAILABLE",
				"adcp.client.attempt error SERVICE_UNAVAILABLE", "adcp.client.attempt error SERVICE_UNAVAILABLE",
				"adcp.client.attempt error SERVICE_UNAVAILABLE", "adcp.client.attempt error SERVICE_UNAVAILABLE",
				"adcp.client.call unknown SERVICE_UNAVAILABLE");
	}

	@Test
	void anErrorThatIsNotRepeatedIsAnError() throws Exception {
		this.seller.script(FaultServer.error("{\"code\":\"VALIDATION_ERROR\"}"));
		assertThatExceptionOfType(AdcpException.class).isThrownBy(this::book);
		awaitStop();
		assertThat(this.outcomes).containsExactly("adcp.client.attempt error VALIDATION_ERROR",
				"adcp.client.call error VALIDATION_ERROR");
	}

	@Test
	void anAnswerIsASuccessAlsoForWhoTakesOneAndGoes() throws Exception {
		Step done = FaultServer.success("{}");
		this.seller.script(done);
		client().reactive().createMediaBuy(null).call(JsonNode.class).flux().take(1).next().block();
		awaitStop();
		assertThat(this.outcomes).containsExactly("adcp.client.attempt success none", "adcp.client.call success none");
	}

	@Test
	void whatIsCancelledBeforeItsEndIsCancelled() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		this.seller.whenSilent(asked::countDown).script(FaultServer.silence());
		var call = client().reactive().createMediaBuy(null).call(JsonNode.class).subscribe();
		assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
		call.dispose();
		awaitStop();
		assertThat(List.copyOf(this.outcomes)).containsExactlyInAnyOrder("adcp.client.attempt cancelled none",
				"adcp.client.call cancelled none");
	}

	private void awaitStop() throws InterruptedException {
		assertThat(this.stopped.await(10, TimeUnit.SECONDS)).isTrue();
	}

	private void book() {
		client().createMediaBuy(null).call(JsonNode.class);
	}

	private AdcpClient client() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new Noting());
		return AdcpClient.builder("acme", McpTransport.builder(this.seller.url()).build())
			.requireIdempotency(false)
			.observationRegistry(registry)
			.scheduler(this.waits)
			.listener(this.waits)
			.build();
	}

	private final class Noting implements ObservationHandler<Observation.Context> {

		@Override
		public void onStop(Observation.Context context) {
			AttemptOutcomeTests.this.outcomes.add(
					context.getName() + " " + value(context, "adcp.outcome") + " " + value(context, "adcp.error.code"));
			if ("adcp.client.call".equals(context.getName())) {
				AttemptOutcomeTests.this.stopped.countDown();
			}
		}

		private static String value(Observation.Context context, String key) {
			return context.getLowCardinalityKeyValue(key).getValue();
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
