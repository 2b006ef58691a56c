package io.adcp.spring.downstream;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.Recovery;
import io.adcp.spring.idempotency.ClaimLostException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.Mockito.mock;

/**
 * A call is noted before it is made, and reconciled before it is made again.
 */
class DownstreamCallsTests {

	private static final OrderingSystem.Order ORDER = new OrderingSystem.Order("spring", 100);

	private static final String STEP = "ad-server";

	private final DownstreamCalls calls = new DownstreamCalls(JsonMapper.builder().build());

	private final MemoryJournal journal = new MemoryJournal();

	private final OrderingSystem adServer = new OrderingSystem();

	@AfterEach
	void unbind() {
		TransactionSynchronizationManager.setActualTransactionActive(false);
		TransactionSynchronizationManager.unbindResourceIfPossible(STEP);
	}

	@Test
	void aCallIsNotedBeforeItIsMade() {
		Downstream<String, Integer> counting = new Downstream<>() {
			@Override
			public String name() {
				return "counting";
			}

			@Override
			public Integer invoke(String requestId, String request) {
				assertThat(DownstreamCallsTests.this.journal.calls()).singleElement()
					.satisfies((call) -> assertThat(call.requestId()).isEqualTo(requestId));
				return 1;
			}

			@Override
			public Optional<Integer> find(String requestId) {
				throw new IllegalStateException("must not be asked");
			}
		};
		assertThat(this.calls.call(this.journal, "count", counting, "all")).isOne();
	}

	@Test
	void aRequestIdTellsNothingAndIsAnotherForEachStep() {
		call("first");
		call("second");
		assertThat(this.adServer.invocations).doesNotHaveDuplicates().allSatisfy((id) -> assertThat(id).hasSize(36));
	}

	@Test
	void anAnswerThatWasLostIsFoundAndNotOrderedAgain() {
		this.adServer.afterBooking = new IOException("the answer is lost");
		assertUnknown();
		this.adServer.afterBooking = null;
		assertThat(call(STEP)).isEqualTo("order-0");
		assertThat(this.adServer.invocations).hasSize(1);
	}

	@Test
	void anIdThatIsUnknownThereProvesNothingBeforeItHasSettled() {
		loseRequest();
		this.journal.clock.advance(OrderingSystem.SETTLING.minusMillis(1));
		UnknownCallOutcomeException unknown = assertUnknown();
		assertThat(unknown.retryAfter()).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.adServer.invocations).hasSize(1);
	}

	@Test
	void aCallThatSurelyNeverArrivedIsMadeUnderTheSameId() {
		loseRequest();
		this.journal.clock.advance(OrderingSystem.SETTLING);
		assertThat(call(STEP)).isEqualTo("order-0");
		assertThat(this.adServer.invocations).hasSize(2).containsOnly(this.adServer.invocations.get(0));
	}

	@Test
	void aRepeatedCallHasToSettleAnew() {
		loseRequest();
		this.journal.clock.advance(OrderingSystem.SETTLING);
		loseRequest();
		this.journal.clock.advance(Duration.ofSeconds(1));
		assertUnknown();
		assertThat(this.adServer.invocations).hasSize(2);
	}

	@Test
	void aSystemThatCannotTellLeavesTheOutcomeUnknown() {
		loseRequest();
		this.adServer.onFind = new IOException("down");
		this.journal.clock.advance(Duration.ofDays(1));
		assertUnknown();
		assertThat(this.adServer.invocations).hasSize(1);
	}

	@Test
	void withinItsWindowASystemThatRecognizesIdsIsCalledAgain() {
		this.adServer.deduplicatesFor = Duration.ofHours(1);
		this.adServer.onFind = new UnsupportedOperationException();
		this.adServer.afterBooking = new IOException("the answer is lost");
		assertUnknown();
		this.adServer.afterBooking = null;
		this.journal.clock.advance(Duration.ofMinutes(59));
		assertThat(call(STEP)).isEqualTo("order-0");
		assertThat(this.adServer.booked).hasSize(1);
	}

	@Test
	void pastItsWindowASystemThatRecognizesIdsIsNotCalledAgain() {
		this.adServer.deduplicatesFor = Duration.ofHours(1);
		this.adServer.onFind = new UnsupportedOperationException();
		loseRequest();
		// Repeating does not make the window longer
		this.journal.clock.advance(Duration.ofMinutes(59));
		loseRequest();
		this.journal.clock.advance(Duration.ofMinutes(1));
		assertUnknown();
		assertThat(this.adServer.invocations).hasSize(2);
	}

	@Test
	void anAbsentIdCountsOnceTheLastRepetitionHasSettled() {
		this.adServer.deduplicatesFor = Duration.ofHours(1);
		loseRequest();
		this.journal.clock.advance(Duration.ofHours(1));
		assertUnknown();
		this.journal.clock.advance(OrderingSystem.SETTLING);
		assertThat(call(STEP)).isEqualTo("order-0");
	}

	@Test
	void aRunThatAsksForSomethingElseIsStopped() {
		call(STEP);
		assertThatExceptionOfType(UnknownCallOutcomeException.class)
			.isThrownBy(
					() -> this.calls.call(this.journal, STEP, this.adServer, new OrderingSystem.Order("spring", 200)))
			.satisfies((ex) -> assertThat(ex.reason()).contains("something else"));
		assertThat(this.adServer.invocations).hasSize(1);
	}

	@Test
	void theOrderOfARequestsFieldsIsNoDifference() {
		RequestHash hash = new RequestHash(JsonMapper.builder().build());
		assertThat(hash.of(Map.of("a", 1, "b", 2.0)))
			.isEqualTo(hash.of(new java.util.TreeMap<>(Map.of("b", 2, "a", 1))))
			.matches("[0-9a-f]{64}");
	}

	@Test
	void aRequestWithoutJsonFormIsNeverSent() {
		assertThatIllegalArgumentException().isThrownBy(() -> new RequestHash(JsonMapper.builder().build())
			.of(Map.of("number", new java.math.BigInteger("9007199254740993"))));
	}

	@Test
	void aRefusalIsForgottenAndEndsTheCall() {
		this.adServer.beforeBooking = new OrderingSystem.Refusal();
		assertThatExceptionOfType(CallRefusedException.class).isThrownBy(() -> call(STEP))
			.withCauseInstanceOf(OrderingSystem.Refusal.class)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("VALIDATION_ERROR"))
			.satisfies((ex) -> assertThat(ex.system()).isEqualTo("ad-server"));
		assertThat(this.journal.calls()).isEmpty();
	}

	@Test
	void anErrorOfTheSystemReachesTheBuyerWithoutTheCallsId() {
		Downstream<String, String> leaking = new Leaking();
		assertThatExceptionOfType(CallRefusedException.class)
			.isThrownBy(() -> this.calls.call(this.journal, "leak", leaking, "all"))
			.satisfies((ex) -> {
				assertThat(ex.code()).isEqualTo("BUDGET_EXHAUSTED");
				assertThat(ex.error().toString() + ex.getMessage()).doesNotContain(Leaking.lastId).contains("***");
			});
	}

	@Test
	void anUnknownOutcomeTellsTheBuyerToComeBackWithTheSameKeyAndNoMore() {
		this.adServer.afterBooking = new IOException("a secret of the ad server");
		UnknownCallOutcomeException unknown = assertUnknown();
		assertThat(unknown.error()).isEqualTo(AdcpError
			.of(AdcpErrorCode.IDEMPOTENCY_IN_FLIGHT,
					"The outcome of this request is not known yet. Repeat it with the same key.")
			.withRetryAfter(Duration.ofSeconds(5)));
		assertThat(unknown.recovery()).isEqualTo(Recovery.TRANSIENT);
		assertThat(unknown.getMessage()).doesNotContain("secret");
	}

	@Test
	void anOwnerThatWasOvertakenCallsNobody() {
		this.journal.lost = true;
		assertThatExceptionOfType(ClaimLostException.class).isThrownBy(() -> call(STEP));
		assertThat(this.adServer.invocations).isEmpty();
	}

	@Test
	void noCallIsMadeWithinATransaction() {
		TransactionSynchronizationManager.setActualTransactionActive(true);
		assertThatIllegalStateException().isThrownBy(() -> call(STEP)).withMessageContaining("transaction");
		assertNothingHappened();
	}

	@Test
	void noCallIsMadeWhileAnOpenViewMayHoldAConnection() {
		TransactionSynchronizationManager.bindResource(STEP,
				new EntityManagerHolder(mock(jakarta.persistence.EntityManager.class)));
		assertThatIllegalStateException().isThrownBy(() -> call(STEP)).withMessageContaining("open-in-view");
		assertNothingHappened();
	}

	private void assertNothingHappened() {
		assertThat(this.adServer.invocations).isEmpty();
		assertThat(this.journal.calls()).isEmpty();
	}

	private void loseRequest() {
		this.adServer.beforeBooking = new IOException("no connection");
		assertUnknown();
		this.adServer.beforeBooking = null;
	}

	private UnknownCallOutcomeException assertUnknown() {
		try {
			call(STEP);
		}
		catch (UnknownCallOutcomeException ex) {
			assertThat(this.journal.calls()).hasSize(1);
			return ex;
		}
		throw new AssertionError("The outcome is known");
	}

	private String call(String step) {
		return this.calls.call(this.journal, step, this.adServer, ORDER);
	}

	private static final class Leaking implements Downstream<String, String> {

		static String lastId = "";

		@Override
		public String name() {
			return "leaking";
		}

		@Override
		public String invoke(String requestId, String request) {
			lastId = requestId;
			throw new AdcpTaskException(
					AdcpError.of(AdcpErrorCode.BUDGET_EXHAUSTED, "Call " + requestId + " is over the credit line")
						.withSuggestion("not " + requestId)
						.withIssue("/budget", requestId, "maximum")
						.withDetails(Map.of("calls", List.of(Map.of("id", requestId)))),
					null);
		}

		@Override
		public Optional<String> find(String requestId) {
			return Optional.empty();
		}

		@Override
		public boolean isRefusal(Throwable failure) {
			return true;
		}

	}

}
