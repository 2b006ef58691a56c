package io.adcp.spring.task.jdbc;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import javax.sql.DataSource;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpVersion;
import io.adcp.spring.downstream.Downstream;
import io.adcp.spring.downstream.DownstreamCalls;
import io.adcp.spring.downstream.UnknownCallOutcomeException;
import io.adcp.spring.idempotency.ClaimLostException;
import io.adcp.spring.idempotency.encryption.EncryptionKey;
import io.adcp.spring.idempotency.encryption.ResponseCipher;
import io.adcp.spring.idempotency.jdbc.LedgerTable;
import io.adcp.spring.server.AdcpExchange;
import io.adcp.spring.server.ExchangeFactory;
import io.adcp.spring.server.PayloadHasher;
import io.adcp.spring.server.ResponseCodec;
import io.adcp.spring.server.ServedVersions;
import io.adcp.spring.task.AdcpSubmitted;
import io.adcp.spring.task.AdcpTaskRun;
import io.adcp.spring.task.AdcpTasks;
import io.adcp.spring.task.AdcpWork;
import io.adcp.spring.task.TaskEndedException;
import io.adcp.spring.task.TaskListener;
import io.adcp.spring.task.TaskQueries;
import io.adcp.spring.task.TaskRecord;
import io.adcp.spring.task.TaskState;
import io.adcp.spring.task.TaskStore;
import io.adcp.spring.task.TaskWork;
import io.adcp.spring.task.UnknownTaskException;
import io.adcp.spring.task.WorkMethods;
import io.adcp.spring.work.WorkQueue;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What holds of tasks on every database: submitted in one commit and answered so for ever
 * (AdCP 3.2 idempotency, rule 2), never failed while an outcome is unknown (rule 3),
 * ended in one commit, by one run (rule 9), and with each call to another system noted
 * and reconciled (rule 10).
 */
abstract class TaskContract {

	private static final AdcpError REFUSAL = AdcpError.of(AdcpErrorCode.BUDGET_TOO_LOW, "Too little");

	private static final Map<String, Object> BOOKED = Map.of("media_buy_id", "mb-1");

	private static final JsonMapper mapper = JsonMapper.shared();

	private final List<String> due = new ArrayList<>();

	private final List<TaskState> told = new ArrayList<>();

	private final Booking booking = new Booking();

	private JdbcTemplate jdbc;

	private TransactionTemplate transaction;

	private TaskStore store;

	private AdcpTasks tasks;

	private TaskQueries queries;

	private TaskWork work;

	abstract DataSource database();

	@BeforeEach
	void open() throws Exception {
		this.jdbc = new JdbcTemplate(database());
		this.jdbc.update("DELETE FROM adcp_idempotency_task");
		this.jdbc.execute("DROP TABLE IF EXISTS buys");
		this.jdbc.execute("CREATE TABLE buys (number INT)");
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(database()));
		this.store = store(List.of());
		this.tasks = new AdcpTasks(this.store, new Queue(), this.transaction::getTransactionManager, mapper,
				List.of(new Listener()), Clock.systemUTC());
		this.queries = new TaskQueries(this.store);
		WorkMethods methods = new WorkMethods(mapper);
		methods.add(Booking.class.getDeclaredMethod("book", Order.class, AdcpTaskRun.class), () -> this.booking);
		this.work = new TaskWork(this.store, () -> this.tasks, new DownstreamCalls(mapper), methods);
	}

	private JdbcTaskStore store(List<EncryptionKey> keys) {
		return new JdbcTaskStore(database(), new LedgerTable(null, LedgerTable.DEFAULT_NAME),
				new ResponseCipher(keys, false));
	}

	@Test
	void aSubmittedTaskCommitsWithItsHandlersRows() {
		AdcpSubmitted submitted = submit();
		assertThat(this.tasks.find(submitted.taskId())).get().satisfies((task) -> {
			assertThat(task.type()).isEqualTo(AdcpTask.CREATE_MEDIA_BUY);
			assertThat(task.agent()).isEqualTo("agent-1");
			assertThat(task.account()).isEqualTo("acc-1");
			assertThat(task.state()).isEqualTo(TaskState.SUBMITTED);
			assertThat(task.context()).isEqualTo(mapper.readTree("{\"trace\":\"t\"}"));
			assertThat(task.pushNotificationConfig()).isEqualTo(mapper.readTree("{\"url\":\"https://buyer\"}"));
			assertThat(task.answer()).isNull();
			assertThat(task.createdAt()).isEqualTo(task.updatedAt());
		});
		assertThat(this.due).containsExactly(submitted.taskId());
	}

	@Test
	void itsAnswerIsTheSubmittedOne() {
		AdcpSubmitted submitted = submit();
		assertThat(mapper.writeValueAsString(submitted))
			.isEqualTo("{\"status\":\"submitted\",\"task_id\":\"" + submitted.taskId() + "\"}");
		assertThat(mapper.readValue(mapper.writeValueAsString(submitted.withMessage("Soon")), AdcpSubmitted.class))
			.isEqualTo(new AdcpSubmitted(submitted.taskId(), "Soon"));
	}

	@Test
	void rolledBackThereIsNoTask() {
		AdcpSubmitted submitted = within(() -> this.transaction.execute((status) -> {
			status.setRollbackOnly();
			return this.tasks.submit("booking", new Order("o", 1));
		}));
		assertThat(this.tasks.find(submitted.taskId())).isEmpty();
	}

	@Test
	void aTaskIsThereForItsOwnTransaction() {
		String id = within(() -> this.transaction.execute((status) -> {
			String submitted = this.tasks.submit().taskId();
			assertThat(this.tasks.find(submitted)).get().extracting(TaskRecord::id).isEqualTo(submitted);
			String decided = this.tasks.submit().taskId();
			this.tasks.complete(decided, BOOKED);
			return decided;
		}));
		assertThat(this.tasks.find(id)).get().extracting(TaskRecord::state).isEqualTo(TaskState.COMPLETED);
		assertThat(taskCount()).isEqualTo(2);
	}

	@Test
	void aReturnToASavepointTakesTheTasksWithItThatCameAfter() {
		TransactionTemplate nested = new TransactionTemplate(this.transaction.getTransactionManager());
		nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
		List<String> kept = within(() -> this.transaction.execute((status) -> {
			undo(nested, () -> this.tasks.submit());
			String first = this.tasks.submit().taskId();
			undo(nested, () -> this.tasks.submit());
			undo(nested, () -> this.tasks.find(this.tasks.submit().taskId()).orElseThrow());
			return List.of(first, this.tasks.submit().taskId());
		}));
		assertThat(kept).allSatisfy((id) -> assertThat(this.tasks.find(id)).isPresent());
		assertThat(taskCount()).isEqualTo(2);
	}

	private static void undo(TransactionTemplate nested, Callable<?> work) {
		nested.executeWithoutResult((status) -> {
			assertThatCode(work::call).doesNotThrowAnyException();
			status.setRollbackOnly();
		});
	}

	@Test
	void aTaskOfAnInnerTransactionDoesNotDependOnTheOuterOne() {
		TransactionTemplate inner = new TransactionTemplate(this.transaction.getTransactionManager());
		inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		String id = within(() -> this.transaction.execute((status) -> {
			this.tasks.submit();
			status.setRollbackOnly();
			return inner.execute((own) -> this.tasks.submit().taskId());
		}));
		assertThat(this.tasks.find(id)).isPresent();
		assertThat(taskCount()).isOne();
	}

	@Test
	void aTaskThatIsSubmittedOnTheWayToTheCommitCommits() {
		within(() -> this.transaction.execute((status) -> {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
				@Override
				public void beforeCommit(boolean readOnly) {
					TaskContract.this.tasks.submit();
				}
			});
			return status;
		}));
		assertThat(taskCount()).isOne();
	}

	private int taskCount() {
		return this.jdbc.queryForObject("SELECT count(*) FROM adcp_idempotency_task", Integer.class);
	}

	@Test
	void aTaskIsSubmittedInATransactionOnly() {
		assertThatIllegalStateException().isThrownBy(() -> within(() -> this.tasks.submit()))
			.withMessageContaining("the tasks");
	}

	@Test
	void aConnectionThatAnotherTransactionUsesInPassingIsNoTransaction() {
		JdbcDataSource other = new JdbcDataSource();
		other.setUrl("jdbc:h2:mem:other");
		new TransactionTemplate(new JdbcTransactionManager(other)).executeWithoutResult((status) -> {
			assertThat(buys()).isEmpty();
			assertThatIllegalStateException().isThrownBy(() -> within(() -> this.tasks.submit()));
		});
		assertThat(this.jdbc.queryForList("SELECT * FROM adcp_idempotency_task")).isEmpty();
	}

	@Test
	void aTaskIsSubmittedByACallOnly() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.transaction.executeWithoutResult((status) -> this.tasks.submit()))
			.withMessageContaining("serves no AdCP call");
	}

	@Test
	void theEndCommitsWithItsRows() throws Exception {
		String id = submit().taskId();
		this.booking.work = (order, run) -> run.complete(() -> {
			this.jdbc.update("INSERT INTO buys VALUES (?)", order.budget());
			return BOOKED;
		});
		assertThat(this.work.run(id)).isNull();
		assertThat(this.tasks.find(id)).get().satisfies((task) -> {
			assertThat(task.state()).isEqualTo(TaskState.COMPLETED);
			assertThat(task.answer()).isEqualTo(mapper.valueToTree(BOOKED));
		});
		assertThat(this.told).containsExactly(TaskState.SUBMITTED, TaskState.COMPLETED);
		assertThat(buys()).containsExactly(7);
	}

	@Test
	void anEndThatFailsChangesNothing() throws Exception {
		String id = submit().taskId();
		this.booking.work = (order, run) -> run.complete(() -> {
			this.jdbc.update("INSERT INTO buys VALUES (1)");
			throw new IOException("down");
		});
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.work.run(id));
		assertThat(this.tasks.find(id)).get().extracting(TaskRecord::state).isEqualTo(TaskState.SUBMITTED);
		assertThat(buys()).isEmpty();
		this.booking.work = (order, run) -> run.reject(REFUSAL);
		assertThat(this.work.run(id)).isNull();
		assertThat(this.tasks.find(id)).get().extracting(TaskRecord::state).isEqualTo(TaskState.REJECTED);
	}

	@Test
	void anEndThatAListenerRefusesChangesNothing() {
		String id = submit().taskId();
		this.told.add(null);
		assertThatIllegalStateException().isThrownBy(() -> this.tasks.complete(id, BOOKED)).withMessage("deaf");
		assertThat(this.tasks.find(id)).get().extracting(TaskRecord::state).isEqualTo(TaskState.SUBMITTED);
	}

	@Test
	void anEndedTaskIsNotWorkedOn() throws Exception {
		String id = submit().taskId();
		this.tasks.fail(id, REFUSAL);
		this.booking.work = (order, run) -> {
			throw new AssertionError();
		};
		assertThat(this.work.run(id)).isNull();
	}

	@Test
	void anOvertakenRunChangesNothing() throws Exception {
		String id = submit().taskId();
		this.booking.work = (order, zombie) -> {
			this.booking.work = (again, run) -> run.complete(() -> BOOKED);
			assertThat(this.work.run(id)).isNull();
			assertThatExceptionOfType(TaskEndedException.class).isThrownBy(() -> zombie.complete(() -> {
				this.jdbc.update("INSERT INTO buys VALUES (2)");
				return BOOKED;
			}));
			throw new TaskEndedException(id, TaskState.COMPLETED);
		};
		assertThat(this.work.run(id)).isNull();
		assertThat(buys()).isEmpty();
	}

	@Test
	void anOvertakenRunChangesNothingWhileTheOtherIsAtWork() throws Exception {
		String id = submit().taskId();
		this.booking.work = (order, zombie) -> {
			this.booking.work = (again, run) -> run.again(Duration.ofHours(1));
			assertThat(this.work.run(id)).isEqualTo(Duration.ofHours(1));
			zombie.complete(() -> this.jdbc.update("INSERT INTO buys VALUES (2)"));
		};
		assertThat(this.work.run(id)).isNull();
		assertThat(buys()).isEmpty();
		assertThat(this.tasks.find(id)).get().extracting(TaskRecord::state).isEqualTo(TaskState.SUBMITTED);
	}

	@Test
	void aRunThatSaysNothingIsAFailure() {
		String id = submit().taskId();
		this.booking.work = (order, run) -> {
		};
		assertThatIllegalStateException().isThrownBy(() -> this.work.run(id)).withMessageContaining("without saying");
	}

	@Test
	void aRunEndsOnce() throws Exception {
		String id = submit().taskId();
		this.booking.work = (order, run) -> {
			run.awaitDecision();
			assertThatIllegalStateException().isThrownBy(() -> run.complete(() -> BOOKED));
		};
		assertThat(this.work.run(id)).isNull();
		assertThat(this.tasks.find(id)).get().extracting(TaskRecord::state).isEqualTo(TaskState.SUBMITTED);
	}

	@Test
	void workThatWaitedIsResumedInTheTransactionOfWhatItWaitedFor() throws Exception {
		String id = submit().taskId();
		OrderingSystem server = new OrderingSystem();
		this.booking.work = (order, run) -> {
			run.call(server, order);
			run.awaitDecision();
		};
		assertThat(this.work.run(id)).isNull();
		this.due.clear();
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.update("INSERT INTO buys VALUES (5)");
			this.tasks.resume(id);
		});
		assertThat(this.due).containsExactly(id);
		this.booking.work = (order, run) -> {
			String answer = run.call(server, order);
			assertThat(buys()).containsExactly(5);
			run.complete(() -> Map.of("media_buy_id", answer));
		};
		assertThat(this.work.run(id)).isNull();
		assertThat(server.invocations).hasSize(1);
		assertThat(this.tasks.find(id)).get().extracting(TaskRecord::state).isEqualTo(TaskState.COMPLETED);
	}

	@Test
	void aTaskWhoseInputHasComeGoesOn() throws Exception {
		String id = submit().taskId();
		this.booking.work = (order, run) -> run.requireInput(Map.of("reason", "APPROVAL_REQUIRED"));
		assertThat(this.work.run(id)).isNull();
		this.tasks.resume(id);
		assertThat(this.tasks.find(id)).get().satisfies((task) -> {
			assertThat(task.state()).isEqualTo(TaskState.SUBMITTED);
			assertThat(task.answer()).isNull();
		});
		assertThat(this.told).containsExactly(TaskState.SUBMITTED, TaskState.INPUT_REQUIRED, TaskState.SUBMITTED);
	}

	@Test
	void whatIsResumedInATransactionThatIsRolledBackStaysAsItWas() throws Exception {
		String id = submit().taskId();
		this.tasks.requireInput(id, Map.of("reason", "APPROVAL_REQUIRED"));
		this.transaction.executeWithoutResult((status) -> {
			this.tasks.resume(id);
			status.setRollbackOnly();
		});
		assertThat(this.tasks.find(id)).get().extracting(TaskRecord::state).isEqualTo(TaskState.INPUT_REQUIRED);
	}

	@Test
	void whatHasEndedOrHasNoWorkIsNotResumed() {
		String ended = submit().taskId();
		this.tasks.complete(ended, BOOKED);
		assertThatExceptionOfType(TaskEndedException.class).isThrownBy(() -> this.tasks.resume(ended));
		String decided = within(() -> this.transaction.execute((status) -> this.tasks.submit())).taskId();
		assertThatIllegalStateException().isThrownBy(() -> this.tasks.resume(decided)).withMessageContaining("no work");
		assertThatExceptionOfType(UnknownTaskException.class).isThrownBy(() -> this.tasks.resume("nothing"));
	}

	@Test
	void theFirstEndStays() {
		String id = submit().taskId();
		this.tasks.requireInput(id, Map.of("reason", "APPROVAL_REQUIRED"));
		this.tasks.complete(id, BOOKED);
		assertThatExceptionOfType(TaskEndedException.class)
			.isThrownBy(() -> this.transaction.executeWithoutResult((status) -> {
				this.jdbc.update("INSERT INTO buys VALUES (3)");
				this.tasks.cancel(id, REFUSAL);
			}))
			.satisfies((ex) -> assertThat(ex.state()).isEqualTo(TaskState.COMPLETED));
		assertThat(buys()).isEmpty();
		assertThat(this.told).containsExactly(TaskState.SUBMITTED, TaskState.INPUT_REQUIRED, TaskState.COMPLETED);
	}

	@Test
	void ofTwoDecisionsAtATimeOneStays() throws Exception {
		String id = submit().taskId();
		CountDownLatch decided = new CountDownLatch(1);
		CompletableFuture<Void> second = this.transaction.execute((status) -> {
			this.tasks.complete(id, BOOKED);
			CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
				decided.countDown();
				this.tasks.reject(id, REFUSAL);
			});
			uninterruptibly(decided);
			return other;
		});
		assertThat(second).failsWithin(Duration.ofMinutes(1))
			.withThrowableThat()
			.withCauseInstanceOf(TaskEndedException.class);
		assertThat(this.tasks.find(id)).get().extracting(TaskRecord::state).isEqualTo(TaskState.COMPLETED);
	}

	private static void uninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "00000000-0000-4000-8000-000000000000", "nothing", "" })
	void anUnknownTaskHasNoEnd(String id) {
		assertThatExceptionOfType(UnknownTaskException.class).isThrownBy(() -> this.tasks.complete(id, BOOKED));
	}

	@Test
	void aCallIsMadeOnceOverAllRuns() throws Exception {
		String id = submit().taskId();
		OrderingSystem server = new OrderingSystem();
		this.booking.work = (order, run) -> {
			run.call(server, order);
			throw new IOException("down");
		};
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.work.run(id));
		this.booking.work = (order, run) -> {
			String answer = run.call(server, order);
			run.complete(() -> Map.of("media_buy_id", answer));
		};
		assertThat(this.work.run(id)).isNull();
		assertThat(server.invocations).hasSize(1);
		assertThat(this.tasks.find(id)).get()
			.extracting(TaskRecord::answer)
			.isEqualTo(mapper.readTree("{\"media_buy_id\":\"order 7\"}"));
	}

	@Test
	void anUnknownOutcomeNeitherFailsTheTaskNorRepeatsTheCall() throws Exception {
		String id = submit().taskId();
		OrderingSystem server = new OrderingSystem();
		server.lost = true;
		this.booking.work = (order, run) -> {
			String answer = run.call(server, order);
			run.complete(() -> Map.of("media_buy_id", answer));
		};
		assertThatExceptionOfType(UnknownCallOutcomeException.class).isThrownBy(() -> this.work.run(id));
		assertThat(this.tasks.find(id)).get().extracting(TaskRecord::state).isEqualTo(TaskState.SUBMITTED);
		server.lost = false;
		assertThat(this.work.run(id)).isNull();
		assertThat(server.invocations).hasSize(1);
		assertThat(this.tasks.find(id)).get().extracting(TaskRecord::state).isEqualTo(TaskState.COMPLETED);
	}

	@Test
	void aTaskDoesNotEndWhileItIsUnknownWhatBecameOfACall() throws Exception {
		String id = submit().taskId();
		OrderingSystem server = new OrderingSystem();
		server.lost = true;
		this.booking.work = (order, run) -> {
			assertThatExceptionOfType(UnknownCallOutcomeException.class).isThrownBy(() -> run.call(server, order));
			assertThatIllegalStateException().isThrownBy(() -> run.fail(REFUSAL)).withMessageContaining("ad-server");
			assertThatIllegalStateException().isThrownBy(() -> run.reject(REFUSAL));
			assertThatIllegalStateException().isThrownBy(() -> run.complete(() -> BOOKED));
			run.again(Duration.ZERO);
		};
		assertThat(this.work.run(id)).isZero();
		assertThat(this.tasks.find(id)).get().extracting(TaskRecord::state).isEqualTo(TaskState.SUBMITTED);
	}

	@Test
	void aLaterRunAsksWhatBecameOfACallBeforeItFails() throws Exception {
		String id = submit().taskId();
		OrderingSystem server = new OrderingSystem();
		server.lost = true;
		this.booking.work = (order, run) -> run.call(server, order);
		assertThatExceptionOfType(UnknownCallOutcomeException.class).isThrownBy(() -> this.work.run(id));
		this.booking.work = (order, run) -> run.fail(REFUSAL);
		assertThatIllegalStateException().isThrownBy(() -> this.work.run(id));
		server.lost = false;
		this.booking.work = (order, run) -> {
			run.call(server, order);
			run.fail(REFUSAL);
		};
		assertThat(this.work.run(id)).isNull();
		assertThat(server.invocations).hasSize(1);
		assertThat(this.tasks.find(id)).get().extracting(TaskRecord::state).isEqualTo(TaskState.FAILED);
	}

	@Test
	void noRunBeginsWhileACallOfADeadOneMayGoOn() throws Exception {
		String id = submit().taskId();
		TaskStore.Start dead = this.store.begin(id);
		assertThat(this.store.note(id, dead.task().run(), List.of(), dead.now().plusSeconds(60))).isTrue();
		assertThat(this.work.run(id)).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(61));
		assertThat(this.store.note(id, dead.task().run(), List.of(), null)).isTrue();
		this.booking.work = (order, run) -> run.complete(() -> BOOKED);
		assertThat(this.work.run(id)).isNull();
		assertThat(this.store.note(id, dead.task().run(), List.of(), null)).isFalse();
	}

	@Test
	void anOvertakenRunCallsNobody() throws Exception {
		String id = submit().taskId();
		OrderingSystem server = new OrderingSystem();
		this.booking.work = (order, zombie) -> {
			this.store.begin(id);
			assertThatExceptionOfType(ClaimLostException.class).isThrownBy(() -> zombie.call(server, order));
			zombie.awaitDecision();
		};
		this.work.run(id);
		assertThat(server.invocations).isEmpty();
	}

	@Test
	void workThatNobodyDoesHereIsLeftToOthers() throws Exception {
		String id = within(() -> this.transaction.execute((status) -> this.tasks.submit("another", null))).taskId();
		assertThat(this.work.run(id)).isPositive();
	}

	@Test
	void whatIsStoredIsEncrypted() {
		EncryptionKey key = EncryptionKey.parse("k1:" + "A".repeat(43) + "=");
		this.store = store(List.of(key));
		this.tasks = new AdcpTasks(this.store, new Queue(), this.transaction::getTransactionManager, mapper, List.of(),
				Clock.systemUTC());
		String id = submit().taskId();
		this.tasks.complete(id, BOOKED);
		byte[] details = this.jdbc.queryForObject("SELECT details FROM adcp_idempotency_task", byte[].class);
		byte[] answer = this.jdbc.queryForObject("SELECT answer FROM adcp_idempotency_task", byte[].class);
		assertThat(new String(details)).startsWith("adcp1:k1:");
		assertThat(new String(answer)).startsWith("adcp1:k1:");
		assertThat(this.tasks.find(id)).get().extracting(TaskRecord::agent).isEqualTo("agent-1");
	}

	@Test
	void endedTasksArePurgedAndOpenOnesAreNot() {
		String open = submit().taskId();
		String ended = submit().taskId();
		this.tasks.complete(ended, BOOKED);
		assertThat(this.store.purge(Instant.now().minusSeconds(60), 10)).isZero();
		assertThat(this.store.purge(Instant.now().plusSeconds(60), 10)).isEqualTo(1);
		assertThat(this.tasks.find(open)).isPresent();
		assertThat(this.tasks.find(ended)).isEmpty();
	}

	@Test
	void theOwnerIsToldOfItsTask() {
		String id = submit().taskId();
		this.tasks.complete(id, BOOKED);
		JsonNode status = status("agent-1", "acc-1", id);
		assertThat(status.path("status").asString()).isEqualTo("completed");
		assertThat(status.path("result")).isEqualTo(mapper.valueToTree(BOOKED));
	}

	@Test
	void nobodyElseIsToldMoreThanOfAnUnknownTask() {
		String id = submit().taskId();
		String unknown = refusal("agent-1", "acc-1", UUID.randomUUID().toString());
		assertThat(unknown).contains("REFERENCE_NOT_FOUND");
		assertThat(refusal("agent-2", "acc-1", id)).isEqualTo(unknown);
		assertThat(refusal("agent-1", "acc-2", id)).isEqualTo(unknown);
		assertThat(refusal("agent-1", "acc-1", "no id")).isEqualTo(unknown);
		assertThat(refusal("agent-1", "acc-1", id.toUpperCase(Locale.ROOT))).isEqualTo(unknown);
	}

	private String refusal(String agent, String account, String id) {
		try {
			return status(agent, account, id).toString();
		}
		catch (AdcpException ex) {
			return ex.errors().toString();
		}
	}

	private JsonNode status(String agent, String account, String id) {
		return within(agent, account, "\"task_id\":\"" + id + "\",\"include_result\":true",
				() -> this.queries.getTaskStatus(AdcpExchange.current()));
	}

	@Test
	void theOwnersTasksAreListedPageByPage() {
		List<String> ids = List.of(submit().taskId(), submit().taskId(), submit().taskId());
		this.tasks.complete(ids.get(1), BOOKED);
		assertThat(list("agent-1", "").path("tasks").size()).isEqualTo(3);
		assertThat(list("agent-2", "").path("tasks").size()).isZero();
		assertThat(list("agent-1", "\"filters\":{\"status\":\"completed\"}").path("tasks").get(0).path("task_id"))
			.isEqualTo(mapper.valueToTree(ids.get(1)));
		assertThat(list("agent-1", "\"filters\":{\"protocols\":[\"signals\"]}").path("tasks").size()).isZero();
		assertThat(list("agent-1", "\"filters\":{\"task_ids\":[\"" + ids.get(0) + "\",\"x\"],\"has_webhook\":true}")
			.path("tasks")
			.size()).isEqualTo(1);
		assertThat(list("agent-1", "\"filters\":{\"created_before\":\"2020-01-01T00:00:00Z\"}").path("tasks").size())
			.isZero();
		JsonNode first = list("agent-1", "\"pagination\":{\"max_results\":2}");
		assertThat(first.path("pagination").path("has_more").asBoolean()).isTrue();
		JsonNode second = list("agent-1",
				"\"pagination\":{\"max_results\":2,\"cursor\":" + first.path("pagination").path("cursor") + "}");
		List<String> listed = new ArrayList<>();
		first.path("tasks").forEach((task) -> listed.add(task.path("task_id").asString()));
		second.path("tasks").forEach((task) -> listed.add(task.path("task_id").asString()));
		assertThat(listed).containsExactlyInAnyOrderElementsOf(ids);
		assertThat(second.path("pagination").path("has_more").asBoolean()).isFalse();
	}

	@Test
	void theOwnersTasksAreSearchedForATextOfTheirContextOrAnswer() {
		this.store = store(List.of(EncryptionKey.parse("k1:" + "A".repeat(43) + "=")));
		this.tasks = new AdcpTasks(this.store, new Queue(), this.transaction::getTransactionManager, mapper, List.of(),
				Clock.systemUTC());
		this.queries = new TaskQueries(this.store);
		String open = submit().taskId();
		String first = submit().taskId();
		String second = submit().taskId();
		this.tasks.complete(first, Map.of("media_buy_id", "mb-\"1\""));
		this.tasks.complete(second, Map.of("media_buy_id", "mb-\"1\" again"));
		String search = "\"filters\":{\"context_contains\":\"mb-\\\"1\\\"\"},\"sort\":{\"direction\":\"asc\"},";
		JsonNode page = list("agent-1", search + "\"pagination\":{\"max_results\":1}");
		assertThat(page.at("/query_summary/total_matching").asInt()).isEqualTo(2);
		assertThat(page.path("tasks").size()).isEqualTo(1);
		assertThat(page.at("/tasks/0/task_id").asString()).isEqualTo(first);
		JsonNode next = list("agent-1",
				search + "\"pagination\":{\"max_results\":1,\"cursor\":" + page.at("/pagination/cursor") + "}");
		assertThat(next.at("/tasks/0/task_id").asString()).isEqualTo(second);
		assertThat(next.at("/pagination/has_more").asBoolean()).isFalse();
		assertThat(list("agent-1", "\"filters\":{\"context_contains\":\"trace\",\"status\":\"submitted\"}")
			.at("/tasks/0/task_id")
			.asString()).isEqualTo(open);
		assertThat(list("agent-2", "\"filters\":{\"context_contains\":\"trace\"}").path("tasks").isEmpty()).isTrue();
	}

	@Test
	void theOwnersTasksAreSortedByWhatIsAskedFor() {
		String creative = within(AdcpTask.SYNC_CREATIVES,
				() -> this.transaction.execute((status) -> this.tasks.submit()))
			.taskId();
		String signal = within(AdcpTask.ACTIVATE_SIGNAL,
				() -> this.transaction.execute((status) -> this.tasks.submit()))
			.taskId();
		String buy = submit().taskId();
		assertThat(sorted("protocol", "asc")).containsExactly(creative, buy, signal);
		assertThat(sorted("protocol", "desc")).containsExactly(signal, buy, creative);
		assertThat(sorted("task_type", "asc")).containsExactly(signal, buy, creative);
		assertThat(sorted("created_at", "asc")).containsExactly(creative, signal, buy);
		this.tasks.complete(signal, BOOKED);
		assertThat(sorted("status", "asc").get(0)).isEqualTo(signal);
		assertThat(sorted("updated_at", "desc").get(0)).isEqualTo(signal);
	}

	private List<String> sorted(String field, String direction) {
		JsonNode answer = list("agent-1", "\"sort\":{\"field\":\"" + field + "\",\"direction\":\"" + direction + "\"}");
		assertThat(answer.at("/query_summary/sort_applied/field").asString()).isEqualTo(field);
		return answer.path("tasks").valueStream().map((task) -> task.path("task_id").asString()).toList();
	}

	@Test
	void theHistoryThatIsNotKeptIsRefused() {
		String id = submit().taskId();
		String history = "\"include_history\":true,\"task_id\":\"" + id + "\"";
		for (Callable<JsonNode> call : List.<Callable<JsonNode>>of(
				() -> this.queries.getTaskStatus(AdcpExchange.current()),
				() -> this.queries.listTasks(AdcpExchange.current()))) {
			assertThatExceptionOfType(AdcpException.class).isThrownBy(() -> within("agent-1", "acc-1", history, call))
				.satisfies((ex) -> {
					assertThat(ex.error().is(AdcpErrorCode.UNSUPPORTED_FEATURE)).isTrue();
					assertThat(ex.error().field()).isEqualTo("include_history");
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"filters\":1", "\"filters\":{\"task_ids\":[]}", "\"filters\":{\"status\":1}",
			"\"filters\":{\"created_after\":\"yesterday\"}", "\"sort\":{\"field\":\"agent\"}",
			"\"sort\":{\"direction\":\"up\"}", "\"sort\":{\"field\":{}}", "\"filters\":{\"context_contains\":\"\"}",
			"\"filters\":{\"context_contains\":7}", "\"filters\":{\"has_webhook\":\"yes\"}",
			"\"include_history\":\"yes\"", "\"pagination\":{\"max_results\":0}", "\"pagination\":{\"max_results\":101}",
			"\"pagination\":{\"cursor\":\"%\"}", "\"pagination\":{\"cursor\":7}" })
	void aListThatCannotBeReadIsRefused(String request) {
		assertThatExceptionOfType(AdcpException.class).isThrownBy(() -> list("agent-1", request))
			.satisfies((ex) -> assertThat(ex.error().is(AdcpErrorCode.INVALID_REQUEST)).isTrue());
	}

	private JsonNode list(String agent, String request) {
		return within(agent, "acc-1", request, () -> this.queries.listTasks(AdcpExchange.current()));
	}

	private AdcpSubmitted submit() {
		return within(() -> this.transaction.execute((status) -> this.tasks.submit("booking", new Order("o", 7))));
	}

	private List<Integer> buys() {
		return this.jdbc.queryForList("SELECT number FROM buys", Integer.class);
	}

	private static <T> T within(Callable<T> call) {
		return within(AdcpTask.CREATE_MEDIA_BUY, call);
	}

	private static <T> T within(String task, Callable<T> call) {
		return within(task, "agent-1", "acc-1",
				"\"context\":{\"trace\":\"t\"},\"push_notification_config\":{\"url\":\"https://buyer\"},"
						+ "\"idempotency_key\":\"" + UUID.randomUUID() + "\"",
				call);
	}

	private static <T> T within(String agent, String account, String request, Callable<T> call) {
		return within(AdcpTask.CREATE_MEDIA_BUY, agent, account, request, call);
	}

	private static <T> T within(String task, String agent, String account, String request, Callable<T> call) {
		ExchangeFactory exchanges = new ExchangeFactory((who, node) -> account, PayloadHasher.CANONICAL,
				new ResponseCodec(mapper), new ServedVersions(List.of(AdcpVersion.V3_1)));
		AdcpExchange exchange = exchanges.create(task, mapper.readTree("{" + request + "}"), agent);
		try (AdcpExchange.Binding binding = exchange.bind()) {
			return call.call();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	record Order(String name, int budget) {

	}

	private interface Work {

		void book(Order order, AdcpTaskRun run) throws Exception;

	}

	private static final class Booking {

		@Nullable Work work;

		@AdcpWork("booking")
		void book(Order order, AdcpTaskRun run) throws Exception {
			this.work.book(order, run);
		}

	}

	private final class Queue implements WorkQueue {

		@Override
		public void schedule(String kind, String id, Duration delay) {
			TaskContract.this.due.add(id);
		}

		@Override
		public void cancel(String kind, String id) {
			TaskContract.this.due.remove(id);
		}

	}

	private final class Listener implements TaskListener {

		@Override
		public void submitted(TaskRecord task) {
			TaskContract.this.told.add(task.state());
		}

		@Override
		public void changed(TaskRecord task) {
			if (TaskContract.this.told.contains(null)) {
				throw new IllegalStateException("deaf");
			}
			TaskContract.this.told.add(task.state());
		}

	}

	private static final class OrderingSystem implements Downstream<Order, String> {

		final List<String> invocations = new ArrayList<>();

		boolean lost;

		@Override
		public String name() {
			return "ad-server";
		}

		@Override
		public String invoke(String requestId, Order request) throws Exception {
			this.invocations.add(requestId);
			if (this.lost) {
				throw new IOException("lost");
			}
			return "order " + request.budget();
		}

		@Override
		public Optional<String> find(String requestId) {
			return this.invocations.contains(requestId) ? Optional.of("order 7") : Optional.empty();
		}

	}

}
