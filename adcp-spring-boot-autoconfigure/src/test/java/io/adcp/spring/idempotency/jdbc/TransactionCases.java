package io.adcp.spring.idempotency.jdbc;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.AdcpException;
import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.Recovery;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.idempotency.InFlightPolicy;
import io.adcp.spring.idempotency.contract.Calls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What happens to key, rows and record when a handler's transaction does not go straight
 * to its end. Whatever it is, the key is either done or free.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class TransactionCases {

	private static final int DUPLICATES = 20;

	private final Calls calls = new Calls();

	private JdbcFixture other;

	private ProxiedSeller seller;

	abstract JdbcFixture database();

	@BeforeEach
	void openSeller() {
		database().jdbc().execute("DROP TABLE IF EXISTS buys");
		database().jdbc().execute("CREATE TABLE buys (number INT PRIMARY KEY)");
		database().jdbc().update("DELETE FROM adcp_idempotency");
		this.other = JdbcFixture.h2(2);
		this.seller = seller(InFlightPolicy.WAIT, ProxiedSeller.IN_FLIGHT_MAX);
	}

	@AfterEach
	void closeSeller() {
		this.calls.close();
		this.seller.close();
		this.other.close();
	}

	final ProxiedSeller seller() {
		return this.seller;
	}

	final ProxiedSeller seller(InFlightPolicy policy, Duration inFlightMax) {
		return new ProxiedSeller(database().dataSource(), database().backend(), this.other.dataSource(), policy,
				inFlightMax);
	}

	final <T> Future<T> start(Callable<T> call) {
		return this.calls.start(call);
	}

	@Test
	void rowsAndRecordCommitTogether() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		IdempotentResponse first = this.seller.buy(request, Buys.Work.NOTHING);
		IdempotentResponse second = this.seller.buy(request, Buys.Work.NOTHING);
		assertThat(first.replayed()).isFalse();
		assertThat(second).isEqualTo(new IdempotentResponse(first.body(), true));
		assertState(1, 1);
	}

	@Test
	void aCheckedExceptionUndoesRowsAndRecord() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> this.seller.buy(request, (jdbc) -> fail(new IOException("broken"))));
		assertFree(request);
	}

	@Test
	void anExceptionThatTheMethodWantsToCommitOnUndoesThemToo() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.seller.call(request,
				(buys) -> buys.buyWithoutRollback((jdbc) -> fail(new IOException("broken")))));
		assertFree(request);
	}

	@Test
	void aNestedCallWithTheSameKeyIsInFlightAndTheOuterOneGoesOn() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		IdempotentResponse response = this.seller.buy(request,
				(jdbc) -> assertThatExceptionOfType(IdempotencyInFlightException.class)
					.isThrownBy(() -> this.seller.buy(request, Buys.Work.NOTHING)));
		assertThat(response.replayed()).isFalse();
		assertState(1, 1);
		assertThat(this.seller.buy(request, Buys.Work.NOTHING).replayed()).isTrue();
	}

	@Test
	void aNestedCallWithTheSameKeyThatIsNotCaughtFreesTheKey() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		assertThatExceptionOfType(IdempotencyInFlightException.class)
			.isThrownBy(() -> this.seller.buy(request, (jdbc) -> this.seller.buy(request, Buys.Work.NOTHING)));
		assertFree(request);
	}

	@Test
	void aNestedCallWithAnotherKeyCommitsWithTheOuterOne() throws Exception {
		IdempotencyRequest inner = ProxiedSeller.request();
		this.seller.buy(ProxiedSeller.request(), (jdbc) -> this.seller.buy(inner, Buys.Work.NOTHING));
		assertState(2, 2);
		assertThat(this.seller.buy(inner, Buys.Work.NOTHING).replayed()).isTrue();
	}

	@Test
	void aNestedCallThatFailsTakesTheOuterOneWithIt() throws Exception {
		IdempotencyRequest outer = ProxiedSeller.request();
		IdempotencyRequest inner = ProxiedSeller.request();
		assertThatExceptionOfType(UnexpectedRollbackException.class)
			.isThrownBy(() -> this.seller.buy(outer, (jdbc) -> assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> this.seller.buy(inner, (ignored) -> fail(new IOException("broken"))))));
		assertState(0, 0);
		assertFree(inner);
	}

	@Test
	void aHandlerThatRollsBackToASavepointCommitsTheRest() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		this.seller.buy(request, (jdbc) -> savepoint().executeWithoutResult((status) -> {
			jdbc.update("INSERT INTO buys (number) VALUES (100)");
			status.setRollbackOnly();
		}));
		assertState(1, 1);
		assertThat(this.seller.buy(request, Buys.Work.NOTHING).replayed()).isTrue();
	}

	@Test
	void aCallInsideOfASavepointThatIsRolledBackFreesTheKey() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		this.seller.transaction().executeWithoutResult((status) -> {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.seller.call(request,
					(buys) -> buys.buyInSavepoint((jdbc) -> fail(new IOException("broken")))));
			database().jdbc().update("INSERT INTO buys (number) VALUES (100)");
		});
		assertState(1, 0);
		assertThat(this.seller.buy(request, Buys.Work.NOTHING).replayed()).isFalse();
		assertState(2, 1);
	}

	@Test
	void aCallInsideOfASavepointThatIsRolledBackCanBeRepeatedInTheSameTransaction() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		this.seller.transaction().execute((status) -> {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.seller.call(request,
					(buys) -> buys.buyInSavepoint((jdbc) -> fail(new IOException("broken")))));
			return unchecked(() -> this.seller.buy(request, Buys.Work.NOTHING));
		});
		assertState(1, 1);
		assertThat(this.seller.buy(request, Buys.Work.NOTHING).replayed()).isTrue();
	}

	@Test
	void aRepetitionInTheSameTransactionIsAReplay() {
		IdempotencyRequest request = ProxiedSeller.request();
		IdempotentResponse second = this.seller.transaction().execute((status) -> {
			unchecked(() -> this.seller.buy(request, Buys.Work.NOTHING));
			return unchecked(() -> this.seller.buy(request, Buys.Work.NOTHING));
		});
		assertThat(second).isNotNull();
		assertThat(second.replayed()).isTrue();
		assertState(1, 1);
	}

	@Test
	void aCallerThatRollsBackItsOwnTransactionFreesTheKey() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		this.seller.transaction().executeWithoutResult((status) -> {
			unchecked(() -> this.seller.buy(request, Buys.Work.NOTHING));
			status.setRollbackOnly();
		});
		assertFree(request);
	}

	@Test
	void aCommitThatFailsFreesTheKey() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(() -> this.seller.buy(request,
				(jdbc) -> TransactionSynchronizationManager.registerSynchronization(new FailingCommit())));
		assertFree(request);
	}

	@Test
	void aHandlerThatMarksItsTransactionRollbackOnlyAndReturnsHasFailed() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		assertThatExceptionOfType(UnexpectedRollbackException.class).isThrownBy(() -> this.seller.buy(request,
				(jdbc) -> TransactionAspectSupport.currentTransactionStatus().setRollbackOnly()));
		assertFree(request);
	}

	@Test
	void aHandlerThatDoesSoInALargerTransactionHasFailedAndSoHasThat() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		assertThatExceptionOfType(UnexpectedRollbackException.class)
			.isThrownBy(() -> this.seller.transaction().executeWithoutResult((status) -> {
				assertThatExceptionOfType(UnexpectedRollbackException.class).isThrownBy(() -> this.seller.buy(request,
						(jdbc) -> TransactionAspectSupport.currentTransactionStatus().setRollbackOnly()));
			}));
		assertFree(request);
	}

	@Test
	void aHookThatFailsAfterTheCommitChangesNothing() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		IdempotentResponse first = this.seller.buy(request,
				(jdbc) -> TransactionSynchronizationManager.registerSynchronization(new FailingHook()));
		assertThat(first.replayed()).isFalse();
		assertState(1, 1);
		assertThat(this.seller.buy(request, Buys.Work.NOTHING).body()).isEqualTo(first.body());
	}

	@Test
	void aRepetitionInsideOfALargerTransactionDoesNotWait() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		whileInFlight(request,
				() -> this.seller.transaction()
					.executeWithoutResult((status) -> assertThatExceptionOfType(IdempotencyInFlightException.class)
						.isThrownBy(() -> this.seller.buy(request, Buys.Work.NOTHING))));
		assertState(1, 1);
	}

	@Test
	void twentyDuplicatesThatWaitLeaveAPoolOfTwoToOthers() throws Exception {
		assertDuplicatesLeaveThePoolToOthers(this.seller);
	}

	@Test
	void twentyDuplicatesThatWaitOnAnotherNodeLeaveAPoolOfTwoToOthers() throws Exception {
		try (ProxiedSeller node = seller(InFlightPolicy.WAIT, ProxiedSeller.IN_FLIGHT_MAX)) {
			assertDuplicatesLeaveThePoolToOthers(node);
		}
	}

	private void assertDuplicatesLeaveThePoolToOthers(ProxiedSeller node) throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		List<Future<IdempotentResponse>> duplicates = new ArrayList<>();
		CountDownLatch started = new CountDownLatch(DUPLICATES);
		whileInFlight(request, () -> {
			for (int i = 0; i < DUPLICATES; i++) {
				duplicates.add(start(() -> {
					started.countDown();
					return node.buy(request, Buys.Work.NOTHING);
				}));
			}
			started.await();
			this.seller.buy(ProxiedSeller.request(), Buys.Work.NOTHING);
		});
		for (Future<IdempotentResponse> duplicate : duplicates) {
			assertThat(duplicate.get().replayed()).isTrue();
		}
		assertState(2, 2);
	}

	@Test
	void duplicatesUnderRepeatableReadLeaveOneRow() throws Exception {
		assertOneOfManyCommits(
				(request) -> this.seller.call(request, (buys) -> buys.buyRepeatableRead(Buys.Work.NOTHING)));
	}

	@Test
	void duplicatesUnderSerializableLeaveOneRow() throws Exception {
		assertOneOfManyCommits(
				(request) -> this.seller.call(request, (buys) -> buys.buySerializable(Buys.Work.NOTHING)));
	}

	@Test
	void aTransactionOfAnotherDataSourceIsRefusedBeforeTheHandlerRuns() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.seller.call(ProxiedSeller.request(),
					(buys) -> buys.buyInOtherTransaction((jdbc) -> fail(new IOException("It must not run")))))
			.withMessageContaining("transaction manager of that data source");
	}

	@Test
	void aTransactionOfAnotherDataSourceIsRefusedAlsoWhereThisOneWasUsedInIt() {
		TransactionTemplate others = new TransactionTemplate(new JdbcTransactionManager(this.other.dataSource()));
		others.executeWithoutResult((status) -> {
			assertThat(this.seller.rows()).isZero();
			assertThatIllegalStateException()
				.isThrownBy(() -> this.seller.call(ProxiedSeller.request(),
						(buys) -> buys.buyInOtherTransaction((jdbc) -> fail(new IOException("It must not run")))))
				.withMessageContaining("transaction manager of that data source");
			status.setRollbackOnly();
		});
	}

	final void assertReplayInSpiteOfItsSnapshot(TransactionTemplate larger) {
		IdempotencyRequest request = ProxiedSeller.request();
		IdempotentResponse response = larger.execute((status) -> {
			assertThat(this.seller.rows()).isZero();
			unchecked(() -> start(() -> this.seller.buy(request, Buys.Work.NOTHING)).get());
			return unchecked(() -> this.seller.buy(request, Buys.Work.NOTHING));
		});
		assertThat(response).isNotNull();
		assertThat(response.replayed()).isTrue();
		assertState(1, 1);
	}

	final void whileInFlight(IdempotencyRequest request, Step step) throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch mayEnd = new CountDownLatch(1);
		Future<IdempotentResponse> first = start(() -> this.seller.buy(request, (jdbc) -> {
			entered.countDown();
			mayEnd.await();
		}));
		entered.await();
		try {
			step.run();
		}
		finally {
			mayEnd.countDown();
		}
		assertThat(first.get().replayed()).isFalse();
	}

	// Each gets the one answer, or an error that tells it to come again.
	private void assertOneOfManyCommits(Caller caller) throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		int executed = 0;
		for (Future<IdempotentResponse> call : this.calls.together(DUPLICATES, () -> caller.call(request))) {
			executed += executedOrReplayedOrTransient(call);
		}
		assertThat(executed).isEqualTo(1);
		assertState(1, 1);
		assertThat(caller.call(request).replayed()).isTrue();
	}

	private static int executedOrReplayedOrTransient(Future<IdempotentResponse> call) throws InterruptedException {
		try {
			return call.get().replayed() ? 0 : 1;
		}
		catch (ExecutionException ex) {
			assertThat(ex).cause()
				.isInstanceOfSatisfying(AdcpException.class,
						(error) -> assertThat(error.recovery()).isEqualTo(Recovery.TRANSIENT));
			return 0;
		}
	}

	final void assertState(int rows, int records) {
		assertThat(this.seller.rows()).as("rows").isEqualTo(rows);
		assertThat(this.seller.records()).as("records").isEqualTo(records);
	}

	/**
	 * Check that nothing is there and that the key can be used.
	 * @param request whose key
	 * @throws Exception if it cannot
	 */
	final void assertFree(IdempotencyRequest request) throws Exception {
		assertState(0, 0);
		assertThat(this.seller.buy(request, Buys.Work.NOTHING).replayed()).isFalse();
		assertState(1, 1);
		assertThat(this.seller.buy(request, Buys.Work.NOTHING).replayed()).isTrue();
	}

	final TransactionTemplate repeatableRead() {
		TransactionTemplate transaction = this.seller.transaction();
		transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
		return transaction;
	}

	final TransactionTemplate savepoint() {
		TransactionTemplate nested = this.seller.transaction();
		nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
		return nested;
	}

	static void fail(Exception failure) throws Exception {
		throw failure;
	}

	static void swallowDuplicate(JdbcTemplate jdbc) {
		jdbc.update("INSERT INTO buys (number) VALUES (100)");
		assertThatExceptionOfType(DuplicateKeyException.class)
			.isThrownBy(() -> jdbc.update("INSERT INTO buys (number) VALUES (100)"));
	}

	static void assertUnavailable(Step step) {
		assertThatExceptionOfType(AdcpException.class).isThrownBy(step::run)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("SERVICE_UNAVAILABLE"));
	}

	static <T> T unchecked(Callable<T> call) {
		try {
			return call.call();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	interface Step {

		void run() throws Exception;

	}

	interface Caller {

		IdempotentResponse call(IdempotencyRequest request) throws Exception;

	}

	private static final class FailingCommit implements TransactionSynchronization {

		@Override
		public void beforeCommit(boolean readOnly) {
			throw new DataIntegrityViolationException("broken");
		}

	}

	private static final class FailingHook implements TransactionSynchronization {

		@Override
		public void afterCommit() {
			throw new CannotAcquireLockException("broken");
		}

	}

}
