package io.adcp.spring.downstream;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.Recovery;
import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.CommittedResourcePurgedException;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.idempotency.OpenClaim;
import io.adcp.spring.idempotency.OpenClaimBackend;
import io.adcp.spring.idempotency.PayloadHash;
import io.adcp.spring.idempotency.RecordId;
import io.adcp.spring.idempotency.contract.Calls;
import io.adcp.spring.idempotency.jdbc.JdbcFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What is promised of calls to other systems, on every database: nothing is ordered
 * twice, nothing unknown is released, nothing is lost (AdCP 3.2 idempotency, rules 3, 9
 * and 10).
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class OpenClaimContract {

	private static final int THREADS = 8;

	private final Calls calls = new Calls();

	private final OrderingSystem adServer = new OrderingSystem();

	private BookingSeller seller;

	abstract JdbcFixture database();

	@BeforeEach
	void openSeller() {
		Stream
			.of("DROP TABLE IF EXISTS bookings", "CREATE TABLE bookings (order_name VARCHAR(100) PRIMARY KEY)",
					"DELETE FROM adcp_idempotency", "DELETE FROM adcp_idempotency_claim")
			.forEach(database().jdbc()::execute);
		this.seller = new BookingSeller(database(), this.adServer);
	}

	@AfterEach
	void closeCalls() {
		this.calls.close();
	}

	// One commit (rule 9)

	@Test
	void rowsRecordAndTheEndOfTheClaimCommitTogether() throws Exception {
		IdempotencyRequest request = BookingSeller.request();
		IdempotentResponse first = this.seller.book(request);
		assertThat(first).isEqualTo(new IdempotentResponse("{\"order\":\"order-0\"}", false));
		assertThat(this.seller.book(request)).isEqualTo(new IdempotentResponse(first.body(), true));
		assertDone(1);
	}

	@Test
	void theClaimIsDurableBeforeTheSystemIsCalled() throws Exception {
		this.adServer.onArrival = () -> {
			assertThat(this.seller.claims()).isOne();
			assertThat(this.seller.records()).isOne();
			assertThat(this.seller.rows()).isZero();
		};
		this.seller.book(BookingSeller.request());
		assertDone(1);
	}

	@Test
	void aHandlerThatNeedsNoCallLeavesNoClaim() throws Exception {
		IdempotencyRequest request = BookingSeller.request();
		BookingSeller.Handler handler = (claim) -> claim.commit(() -> this.seller.insert("by hand"));
		assertThat(this.seller.call(request, handler).replayed()).isFalse();
		assertThat(this.seller.call(request, handler).replayed()).isTrue();
		assertDone(0);
	}

	@Test
	void twoCallsOfOneHandlerAreTwoStepsAndOneCommit() throws Exception {
		IdempotencyRequest request = BookingSeller.request();
		this.seller.call(request, (claim) -> {
			String one = claim.call("one", this.adServer, BookingSeller.ORDER);
			String two = claim.call("two", this.adServer, BookingSeller.ORDER);
			return claim.commit(() -> this.seller.insert(one + two));
		});
		assertDone(2);
	}

	// Death (rules 9 and 10)

	@ParameterizedTest
	@EnumSource(Death.class)
	void whereverAProcessDiesTheRetryEndsWithOneOrder(Death death) throws Exception {
		assertThat(ordersAfter(death, database().backend().openClaims())).isOne();
		assertDone(1);
	}

	@ParameterizedTest
	@EnumSource(value = Death.class, names = { "AFTER_THE_CLAIM", "BEFORE_THE_SYSTEM_ACTS",
			"AFTER_THE_SYSTEM_HAS_ACTED", "BEFORE_THE_COMMIT_BEGINS", "AFTER_THE_ROWS" })
	void aDeadProcessKeepsItsKeyAsLongAsItMightLive(Death death) {
		IdempotencyRequest request = BookingSeller.request();
		death.meet(database(), this.adServer, database().backend().openClaims(), request);
		assertInFlight(request);
	}

	@Test
	void aClaimThatForgetsItsCallsIsCaught() {
		assertThat(Stream.of(Death.values()).map((death) -> ordersAfter(death, forgetting()))).contains(2);
	}

	@Test
	void aClaimThatIsReleasedOnUnknownIsCaught() {
		assertThat(Stream.of(Death.values()).map((death) -> ordersAfter(death, releasing()))).contains(2);
	}

	// As if the claim had been written after the call.
	private OpenClaimBackend forgetting() {
		return broken((name, result) -> (name.equals("takeOver") && result instanceof Optional<?> taken)
				? taken.map((claim) -> withoutCalls((OpenClaim) claim)) : result);
	}

	private OpenClaimBackend releasing() {
		return broken((name, result) -> {
			if (name.equals("takeOver") && result instanceof Optional<?> taken && taken.isPresent()) {
				database().backend().openClaims().release((OpenClaim) taken.get());
				return Optional.empty();
			}
			return result;
		});
	}

	private static OpenClaim withoutCalls(OpenClaim claim) {
		return new OpenClaim(claim.id(), claim.task(), claim.payload(), claim.owner(), claim.run(), claim.openedAt(),
				claim.leaseUntil(), claim.readAt(), "[]");
	}

	private OpenClaimBackend broken(Variant variant) {
		OpenClaimBackend claims = database().backend().openClaims();
		return (OpenClaimBackend) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { OpenClaimBackend.class }, (proxy, method, arguments) -> {
					try {
						return variant.change(method.getName(), method.invoke(claims, arguments));
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

	// Retries until there is an answer, as a buyer does.
	private int ordersAfter(Death death, OpenClaimBackend claims) {
		openSeller();
		this.adServer.booked.clear();
		this.adServer.settling = Duration.ZERO;
		IdempotencyRequest request = BookingSeller.request();
		death.meet(database(), this.adServer, claims, request);
		database().advance(BookingSeller.LEASE.plusSeconds(1));
		BookingSeller next = new BookingSeller(database(), this.adServer, claims);
		for (int i = 0; i < 3; i++) {
			try {
				next.book(request);
			}
			catch (Exception ex) {
				assertThat(ex).isInstanceOf(Exception.class);
			}
		}
		return this.adServer.booked.size();
	}

	// Unknown outcomes (rules 3, 9 and 10)

	@Test
	void anUnknownOutcomeIsTransientAndTheNextRequestReconcilesAtOnce() throws Exception {
		IdempotencyRequest request = loseAnswer();
		assertThat(this.seller.book(request)).isEqualTo(new IdempotentResponse("{\"order\":\"order-0\"}", false));
		assertThat(this.adServer.invocations).hasSize(1);
		assertDone(1);
	}

	@Test
	void anUnknownOutcomeIsNeitherReleasedNorEvicted() {
		IdempotencyRequest request = loseAnswer();
		this.adServer.onFind = new IOException("down");
		database().advance(Duration.ofDays(365));
		assertThat(database().backend().purge(BookingSeller.RETENTION, 10)).isZero();
		assertThat(database().backend().delete(id(request))).isFalse();
		assertTransient(() -> this.seller.book(request));
		assertThat(this.seller.claims()).isOne();
		assertThat(this.adServer.invocations).hasSize(1);
	}

	@Test
	void anotherPayloadIsAConflictWhileTheClaimIsOpenAndAfterItsLease() {
		IdempotencyRequest request = BookingSeller.request();
		this.adServer.onArrival = () -> assertConflict(request);
		this.adServer.beforeBooking = new IOException("no connection");
		assertTransient(() -> this.seller.book(request));
		this.adServer.onArrival = () -> {
		};
		assertConflict(request);
		database().advance(Duration.ofDays(365));
		assertConflict(request);
		assertThat(this.adServer.invocations).hasSize(1);
	}

	@Test
	void anOpenClaimShowsNothingInAnotherScope() throws Exception {
		IdempotencyRequest request = loseAnswer();
		IdempotencyRequest other = new IdempotencyRequest(new IdempotencyScope("another agent", "account", null),
				request.key(), request.task(), PayloadHash.digest(new byte[] { 1 }));
		assertThat(this.seller.book(other).replayed()).isFalse();
		assertThat(this.seller.claims()).isOne();
		assertThat(this.seller.book(request).replayed()).isFalse();
		assertThat(this.seller.claims()).isZero();
	}

	@Test
	void theSameRequestWithinTheLeaseIsInFlight() throws Exception {
		IdempotencyRequest request = BookingSeller.request();
		this.adServer.onArrival = () -> assertInFlight(request);
		this.seller.book(request);
		assertDone(1);
	}

	@Test
	void aCallThatWasSwallowedByTheHandlerIsNotCommittedOver() {
		this.adServer.afterBooking = new IOException("the answer is lost");
		IdempotencyRequest request = BookingSeller.request();
		assertTransient(() -> this.seller.call(request, (claim) -> {
			assertThatExceptionOfType(UnknownCallOutcomeException.class)
				.isThrownBy(() -> claim.call(this.adServer, BookingSeller.ORDER));
			return claim.commit(() -> this.seller.insert("without order"));
		}));
		assertThat(this.seller.rows()).isZero();
		assertThat(this.seller.claims()).isOne();
	}

	@Test
	void aCallOfAnEarlierRunThatThisOneLeavesOutIsNotCommittedOver() {
		IdempotencyRequest request = loseAnswer();
		assertTransient(
				() -> this.seller.call(request, (claim) -> claim.commit(() -> this.seller.insert("without order"))));
		assertThat(this.seller.claims()).isOne();
	}

	@Test
	void aBugAfterTheCallIsTransientAndKeepsTheClaim() throws Exception {
		IdempotencyRequest request = BookingSeller.request();
		assertTransient(() -> this.seller.call(request, (claim) -> {
			claim.call(this.adServer, BookingSeller.ORDER);
			throw new IllegalStateException("a bug");
		}));
		assertThat(this.seller.claims()).isOne();
		this.seller.book(request);
		assertDone(1);
	}

	// Definite ends

	@Test
	void aRefusalReleasesTheClaimAndIsTheBuyersAnswer() throws Exception {
		this.adServer.beforeBooking = new OrderingSystem.Refusal();
		IdempotencyRequest request = BookingSeller.request();
		assertThatExceptionOfType(CallRefusedException.class).isThrownBy(() -> this.seller.book(request));
		assertThat(this.seller.records()).isZero();
		this.adServer.beforeBooking = null;
		this.seller.book(BookingSeller.request(request.key(), 1));
		assertDone(1);
	}

	@Test
	void anErrorBeforeAnyCallFreesTheKey() {
		IdempotencyRequest request = BookingSeller.request();
		assertThatExceptionOfType(AdcpTaskException.class).isThrownBy(() -> this.seller.call(request, (claim) -> {
			throw exhausted();
		}));
		assertThat(this.seller.records()).isZero();
	}

	@Test
	void aBusinessThatRefusesAfterTheCallKeepsTheClaim() {
		IdempotencyRequest request = BookingSeller.request();
		assertTransient(() -> this.seller.call(request, this::bookAndRefuse));
		assertThat(this.seller.claims()).isOne();
		assertThat(this.seller.rows()).isZero();
	}

	@Test
	void aCallThatIsProvenToBeUndoneReleasesTheClaim() {
		this.adServer.takesBack = true;
		IdempotencyRequest request = BookingSeller.request();
		assertThatExceptionOfType(AdcpTaskException.class)
			.isThrownBy(() -> this.seller.call(request, this::bookAndRefuse))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("BUDGET_EXHAUSTED"));
		assertThat(this.seller.records()).isZero();
		assertThat(this.adServer.booked).isEmpty();
	}

	private Object bookAndRefuse(AdcpClaim claim) {
		claim.call(this.adServer, BookingSeller.ORDER);
		return claim.commit(() -> {
			this.seller.insert("rolled back");
			throw exhausted();
		});
	}

	private static AdcpTaskException exhausted() {
		return new AdcpTaskException(AdcpError.of(AdcpErrorCode.BUDGET_EXHAUSTED, "No budget left"), null);
	}

	@Test
	void aPurgedResourceIsATerminalAnswerThatIsReplayed() {
		IdempotencyRequest request = BookingSeller.request();
		BookingSeller.Handler handler = (claim) -> {
			claim.call(this.adServer, BookingSeller.ORDER);
			throw claim.purged();
		};
		for (boolean replayed : new boolean[] { false, true }) {
			assertThatExceptionOfType(CommittedResourcePurgedException.class)
				.isThrownBy(() -> this.seller.call(request, handler))
				.satisfies((ex) -> assertThat(ex.recovery()).isEqualTo(Recovery.TERMINAL))
				.satisfies((ex) -> assertThat(ex.replayed()).isEqualTo(replayed));
		}
		assertThat(this.seller.records()).isOne();
		assertThat(this.seller.claims()).isZero();
		assertThat(this.adServer.invocations).hasSize(1);
	}

	// Races and zombies

	@Test
	void ofManyThatTakeAClaimOverOneWins() throws Exception {
		IdempotencyRequest request = loseAnswer();
		List<Future<IdempotentResponse>> answers = this.calls.together(THREADS,
				() -> new BookingSeller(database(), this.adServer).book(request));
		assertThat(answers.stream().map(OpenClaimContract::outcome)).containsOnlyOnce("executed")
			.allMatch((outcome) -> List.of("executed", "replayed", "in flight").contains(outcome));
		assertThat(this.adServer.invocations).hasSize(1);
		assertDone(1);
	}

	@Test
	void ofManyThatBringANewKeyOneCallsTheSystem() throws Exception {
		IdempotencyRequest request = BookingSeller.request();
		List<Future<IdempotentResponse>> answers = this.calls.together(THREADS,
				() -> new BookingSeller(database(), this.adServer).book(request));
		assertThat(answers.stream().map(OpenClaimContract::outcome)).containsOnlyOnce("executed");
		assertThat(this.adServer.invocations).hasSize(1);
		assertDone(1);
	}

	@Test
	void aZombieThatWasOvertakenCommitsNothingAndGivesTheWinnersAnswer() throws Exception {
		IdempotencyRequest request = BookingSeller.request();
		Zombie zombie = new Zombie(request, this.seller::bookAndCommit);
		BookingSeller other = new BookingSeller(database(), this.adServer);
		IdempotentResponse winner = other.book(request);
		assertThat(winner.replayed()).isFalse();
		assertThat(zombie.rise()).isEqualTo(new IdempotentResponse(winner.body(), true));
		assertDone(1);
	}

	// No key of the business table would find the second row.
	@Test
	void aZombieThatWasOvertakenDoesNotEvenBeginToWriteItsRows() throws Exception {
		database().jdbc().execute("DROP TABLE IF EXISTS spendings");
		database().jdbc().execute("CREATE TABLE spendings (amount INT)");
		IdempotencyRequest request = BookingSeller.request();
		AtomicInteger begun = new AtomicInteger();
		BookingSeller.Handler handler = (claim) -> {
			claim.call(this.adServer, BookingSeller.ORDER);
			return claim.commit(() -> {
				begun.incrementAndGet();
				database().jdbc().update("INSERT INTO spendings VALUES (100)");
				return "{}";
			});
		};
		Zombie zombie = new Zombie(request, handler);
		new BookingSeller(database(), this.adServer).call(request, handler);
		assertThat(zombie.rise().replayed()).isTrue();
		assertThat(begun).hasValue(1);
		assertThat(database().jdbc().queryForList("SELECT amount FROM spendings", Integer.class)).containsExactly(100);
	}

	@Test
	void aZombieThatWasOvertakenCallsNobody() throws Exception {
		IdempotencyRequest request = BookingSeller.request();
		BookingSeller.Handler handler = (claim) -> {
			String one = claim.call("one", this.adServer, BookingSeller.ORDER);
			claim.call("two", this.adServer, BookingSeller.ORDER);
			return claim.commit(() -> this.seller.insert(one));
		};
		Zombie zombie = new Zombie(request, handler);
		BookingSeller other = new BookingSeller(database(), this.adServer);
		other.call(request, handler);
		assertThat(zombie.rise().replayed()).isTrue();
		assertThat(this.adServer.invocations).hasSize(2);
	}

	@Test
	void anOwnerWhoseLeaseHasEndedAndWhomNobodyOvertookMayCommit() throws Exception {
		IdempotencyRequest request = BookingSeller.request();
		Zombie zombie = new Zombie(request, this.seller::bookAndCommit);
		assertThat(zombie.rise().replayed()).isFalse();
		assertDone(1);
	}

	@Test
	void noCallIsMadeThatTheLeaseDoesNotCover() {
		IdempotencyRequest request = BookingSeller.request();
		assertTransient(() -> this.seller.call(request, (claim) -> {
			claim.call("one", this.adServer, BookingSeller.ORDER);
			database().advance(BookingSeller.LEASE.minusSeconds(10));
			return claim.call("two", this.adServer, BookingSeller.ORDER);
		}));
		assertThat(this.adServer.invocations).hasSize(1);
	}

	// Beside ordinary handlers

	@Test
	void anOrdinaryHandlerMeetsAnOpenClaim() {
		IdempotencyRequest request = loseAnswer();
		assertThatExceptionOfType(IdempotencyInFlightException.class)
			.isThrownBy(() -> this.seller.ordinary(request, () -> "{}"));
		assertThatExceptionOfType(IdempotencyConflictException.class)
			.isThrownBy(() -> this.seller.ordinary(BookingSeller.request(request.key(), 1), () -> "{}"));
		assertThat(this.seller.claims()).isOne();
	}

	@Test
	void aClaimIsNotOpenedWhereAnOrdinaryHandlerHoldsTheKey() throws Exception {
		IdempotencyRequest request = BookingSeller.request();
		this.seller.ordinary(request, () -> {
			assertThatExceptionOfType(ExecutionException.class)
				.isThrownBy(
						() -> this.calls.start(() -> new BookingSeller(database(), this.adServer).book(request)).get())
				.withCauseInstanceOf(IdempotencyInFlightException.class);
			return "{}";
		});
		assertThat(this.adServer.invocations).isEmpty();
		assertThat(this.seller.book(request).replayed()).isTrue();
	}

	@Test
	void noClaimIsEverOpenedBesideARecord() throws Exception {
		IdempotencyRequest request = BookingSeller.request();
		this.seller.ordinary(request, () -> "{}");
		assertThat(database().backend().openClaims().open(claim(request), "[]")).isEmpty();
		assertThat(this.seller.claims()).isZero();
	}

	// Guards

	@Test
	void aCommitWithinATransactionIsRefused() {
		IdempotencyRequest request = BookingSeller.request();
		assertThatIllegalStateException().isThrownBy(() -> this.seller.transaction()
			.execute((status) -> BookingSellerCalls.unchecked(() -> this.seller.book(request))));
		assertThat(this.adServer.invocations).isEmpty();
	}

	@Test
	void aTransactionThatWritesOutsideOfTheCommitIsRefused() {
		assertThatIllegalStateException().isThrownBy(() -> this.seller.call(BookingSeller.request(), (claim) -> {
			this.seller.transaction().executeWithoutResult((status) -> this.seller.insert("too early"));
			return this.seller.bookAndCommit(claim);
		})).withMessageContaining("commit(...)");
		assertThat(this.adServer.invocations).isEmpty();
		assertThat(this.seller.rows()).isZero();
	}

	@Test
	void aHandlerThatReturnsSomethingElseIsToldSoAndItsRetryGetsWhatWasCommitted() throws Exception {
		IdempotencyRequest request = BookingSeller.request();
		assertThatIllegalStateException().isThrownBy(() -> this.seller.call(request, (claim) -> {
			this.seller.bookAndCommit(claim);
			return "{\"something\":\"else\"}";
		})).withMessageContaining("commit(...) returned");
		assertThat(this.seller.book(request)).isEqualTo(new IdempotentResponse("{\"order\":\"order-0\"}", true));
	}

	@Test
	void aHandlerThatDoesNotCommitIsToldSo() {
		assertThatIllegalStateException().isThrownBy(() -> this.seller.call(BookingSeller.request(), (claim) -> "{}"))
			.withMessageContaining("commit(...)");
	}

	@Test
	void aStepIsCalledOnce() {
		assertTransient(() -> this.seller.call(BookingSeller.request(), (claim) -> {
			claim.call(this.adServer, BookingSeller.ORDER);
			assertThatIllegalArgumentException().isThrownBy(() -> claim.call(this.adServer, BookingSeller.ORDER));
			throw new IllegalStateException();
		}));
	}

	@Test
	void aThreadedKeyIsTheSameInEachRunAndAnotherForEachScope() throws Exception {
		ThreadedKey secret = new ThreadedKey("a secret of the payment system's own");
		IdempotencyRequest request = BookingSeller.request();
		assertThat(secret.of(id(request))).matches("[0-9a-f]{64}")
			.doesNotContain(request.key())
			.isEqualTo(secret.of(id(request)))
			.isNotEqualTo(new ThreadedKey("a secret of another system, its own").of(id(request)))
			.isNotEqualTo(secret.of(id(BookingSeller.request())));
	}

	// Operators

	@Test
	void openClaimsAreCountedAndShown() {
		IdempotencyRequest request = loseAnswer();
		assertThat(this.seller.operators().count().open()).isOne();
		assertThat(this.seller.operators().count().reconciliationRequired()).isOne();
		assertThat(this.seller.operators().reconciliationRequired(10)).singleElement().satisfies((claim) -> {
			assertThat(claim.id()).isEqualTo(id(request));
			assertThat(claim.task()).isEqualTo(AdcpTask.UPDATE_MEDIA_BUY);
			assertThat(this.seller.operators().calls(claim)).singleElement()
				.satisfies((call) -> assertThat(call.requestId()).isEqualTo(this.adServer.invocations.get(0)));
		});
	}

	@Test
	void aClaimThatWasCarriedOutIsSettledWithAResponse() throws Exception {
		IdempotencyRequest request = loseAnswer();
		assertThat(this.seller.operators().settleAsCommitted(id(request), "{\"by\":\"hand\"}", "jane")).isTrue();
		assertThat(this.seller.book(request)).isEqualTo(new IdempotentResponse("{\"by\":\"hand\"}", true));
		assertThat(this.seller.operators().count().open()).isZero();
		assertThat(this.seller.operators().settleAsNotCommitted(id(request), "jane")).isFalse();
	}

	@Test
	void aClaimThatWasNotCarriedOutIsSettledAndItsKeyIsFree() throws Exception {
		IdempotencyRequest request = loseAnswer();
		this.adServer.afterBooking = null;
		assertThat(this.seller.operators().settleAsNotCommitted(id(request), "jane")).isTrue();
		assertThat(this.seller.book(BookingSeller.request(request.key(), 1)).replayed()).isFalse();
	}

	@Test
	void aClaimThatIsToBeRunAgainCallsAnewAndKeepsItsKey() throws Exception {
		IdempotencyRequest request = loseAnswer();
		assertThat(this.seller.operators().runAgain(id(request), "jane")).isTrue();
		assertConflict(request);
		this.seller.book(request);
		assertThat(this.adServer.invocations).hasSize(2).doesNotHaveDuplicates();
	}

	@Test
	void aClaimThatSomebodyWorksOnCannotBeSettled() throws Exception {
		IdempotencyRequest request = BookingSeller.request();
		this.adServer.onArrival = () -> assertThat(this.seller.operators().settleAsNotCommitted(id(request), "jane"))
			.isFalse();
		this.seller.book(request);
		assertDone(1);
	}

	@Test
	void aPassReleasesWhatIsProvenAbsent() {
		IdempotencyRequest request = BookingSeller.request();
		this.adServer.beforeBooking = new IOException("no connection");
		assertTransient(() -> this.seller.book(request));
		this.seller.operators().reconcile();
		assertThat(this.seller.claims()).isOne();
		this.adServer.settling = Duration.ZERO;
		this.seller.operators().reconcile();
		assertThat(this.seller.claims()).isZero();
		assertThat(this.seller.records()).isZero();
	}

	@Test
	void aPassLeavesWhatWasCarriedOutAndWhatIsUnknown() throws Exception {
		IdempotencyRequest request = loseAnswer();
		this.seller.operators().reconcile();
		this.adServer.onFind = new IOException("down");
		this.seller.operators().reconcile();
		this.adServer.onFind = null;
		assertThat(this.seller.claims()).isOne();
		this.seller.book(request);
		assertThat(this.adServer.invocations).hasSize(1);
		assertDone(1);
	}

	private IdempotencyRequest loseAnswer() {
		IdempotencyRequest request = BookingSeller.request();
		this.adServer.afterBooking = new IOException("the answer is lost");
		assertTransient(() -> this.seller.book(request));
		this.adServer.afterBooking = null;
		return request;
	}

	private void assertDone(int orders) {
		assertThat(Map.of("orders", this.adServer.booked.size(), "rows", this.seller.rows(), "records",
				this.seller.records(), "claims", this.seller.claims()))
			.isEqualTo(Map.of("orders", orders, "rows", 1, "records", 1, "claims", 0));
	}

	private void assertInFlight(IdempotencyRequest request) {
		assertThatExceptionOfType(IdempotencyInFlightException.class)
			.isThrownBy(() -> new BookingSeller(database(), this.adServer).book(request));
	}

	private void assertConflict(IdempotencyRequest request) {
		assertThatExceptionOfType(IdempotencyConflictException.class)
			.isThrownBy(() -> this.seller.book(BookingSeller.request(request.key(), 1)));
	}

	private static void assertTransient(BookingSellerCalls.Call call) {
		assertThatExceptionOfType(AdcpException.class).isThrownBy(call::call)
			.satisfies((ex) -> assertThat(ex.recovery()).isEqualTo(Recovery.TRANSIENT));
	}

	private static UUID id(IdempotencyRequest request) {
		return RecordId.of(request.scope(), request.key());
	}

	private static Claim claim(IdempotencyRequest request) {
		return new Claim(id(request), request.task(), request.payload(), UUID.randomUUID(), BookingSeller.LEASE);
	}

	private static String outcome(Future<IdempotentResponse> answer) {
		try {
			return answer.get().replayed() ? "replayed" : "executed";
		}
		catch (ExecutionException ex) {
			return (ex.getCause() instanceof IdempotencyInFlightException) ? "in flight" : ex.toString();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private interface Variant {

		Object change(String method, Object result);

	}

	/**
	 * A run that stands still while it calls, until its lease is over.
	 */
	private final class Zombie {

		private final CountDownLatch grave = new CountDownLatch(1);

		private final Future<IdempotentResponse> answer;

		Zombie(IdempotencyRequest request, BookingSeller.Handler handler) throws Exception {
			CountDownLatch asleep = new CountDownLatch(1);
			OpenClaimContract.this.adServer.whileBooking = () -> {
				asleep.countDown();
				BookingSellerCalls.unchecked(() -> this.grave.await(1, TimeUnit.MINUTES));
			};
			this.answer = OpenClaimContract.this.calls
				.start(() -> OpenClaimContract.this.seller.call(request, handler));
			asleep.await();
			OpenClaimContract.this.adServer.whileBooking = () -> {
			};
			database().advance(BookingSeller.LEASE.plusSeconds(1));
		}

		IdempotentResponse rise() throws Exception {
			this.grave.countDown();
			return this.answer.get();
		}

	}

}
