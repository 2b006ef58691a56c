package io.adcp.spring.work.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.adcp.spring.work.WorkHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * What is promised of due work, on any database.
 */
abstract class WorkQueueContract {

	private final Worker worker = new Worker((id) -> null);

	abstract WorkFixture database();

	@AfterEach
	void stopAll() {
		database().reset();
	}

	@Test
	void workIsDoneAfterTheCommitAndNeverBefore() throws Exception {
		JdbcWorkQueue queue = started(this.worker);
		database().transaction().executeWithoutResult((status) -> {
			queue.schedule("test", "a", Duration.ZERO);
			this.worker.hasNotRun();
		});
		this.worker.awaitRun("a");
		await().until(() -> database().rows() == 0);
	}

	@Test
	void workOfARollbackIsNeverDone() throws Exception {
		JdbcWorkQueue queue = started(this.worker);
		database().transaction().executeWithoutResult((status) -> {
			queue.schedule("test", "undone", Duration.ZERO);
			status.setRollbackOnly();
		});
		schedule(queue, "done");
		this.worker.awaitRun("done");
		this.worker.hasNotRun();
		await().until(() -> database().rows() == 0);
	}

	@Test
	void aCommitIsWhatWakesTheEngine() throws Exception {
		WorkSettings rare = new WorkSettings(2, Duration.ofHours(10), Duration.ofHours(1), Duration.ofMillis(1),
				Duration.ofMillis(1), Clock.systemUTC());
		WorkEngine engine = database().node(rare, this.worker);
		engine.start();
		schedule(database().queue(engine), "a");
		this.worker.awaitRun("a");
	}

	@Test
	void workNeedsATransactionOfTheDataSource() {
		JdbcWorkQueue queue = database().queue(database().node(this.worker));
		assertThatIllegalStateException().isThrownBy(() -> queue.schedule("test", "a", Duration.ZERO));
		assertThatIllegalStateException().isThrownBy(() -> queue.cancel("test", "a"));
	}

	@Test
	void anotherNodeFindsWhatItWasNotToldOf() throws Exception {
		schedule(database().queue(database().node()), "a");
		started(this.worker);
		this.worker.awaitRun("a");
	}

	@Test
	void failedWorkIsDoneAgainAfterABackOff() throws Exception {
		AtomicInteger runs = new AtomicInteger();
		Worker failing = new Worker((id) -> {
			if (runs.incrementAndGet() < 3) {
				throw new IllegalStateException("not yet");
			}
			return null;
		});
		schedule(started(failing), "a");
		for (int i = 0; i < 3; i++) {
			failing.awaitRun("a");
		}
		await().until(() -> database().rows() == 0);
		assertThat(runs).hasValue(3);
	}

	@Test
	void workThatWaitsIsDoneAgainThen() throws Exception {
		AtomicInteger runs = new AtomicInteger();
		Worker patient = new Worker((id) -> (runs.incrementAndGet() < 2) ? Duration.ofMillis(10) : null);
		schedule(started(patient), "a");
		patient.awaitRun("a");
		patient.awaitRun("a");
		await().until(() -> database().rows() == 0);
	}

	@Test
	void workThatIsDueAlreadyIsDoneOnceAtTheEarlierTime() throws Exception {
		JdbcWorkQueue queue = database().queue(database().node());
		transactional(() -> queue.schedule("test", "a", Duration.ofHours(1)));
		transactional(() -> queue.schedule("test", "a", Duration.ZERO));
		transactional(() -> queue.schedule("test", "a", Duration.ofHours(2)));
		assertThat(database().rows()).isOne();
		started(this.worker);
		this.worker.awaitRun("a");
		await().until(() -> database().rows() == 0);
	}

	@Test
	void workThatBecomesDueWhileItIsDoneIsDoneOnceMore() throws Exception {
		CountDownLatch running = new CountDownLatch(1);
		CountDownLatch more = new CountDownLatch(1);
		Worker slow = new Worker((id) -> {
			running.countDown();
			more.await();
			return null;
		});
		JdbcWorkQueue queue = started(slow);
		schedule(queue, "a");
		running.await();
		schedule(queue, "a");
		more.countDown();
		slow.awaitRun("a");
		slow.awaitRun("a");
		await().until(() -> database().rows() == 0);
		slow.hasNotRun();
	}

	@Test
	void workThatWaitsForStrangersLeavesThreadsToTheRest() throws Exception {
		CountDownLatch answers = new CountDownLatch(1);
		CountDownLatch waiting = new CountDownLatch(2);
		AtomicInteger done = new AtomicInteger();
		WorkHandler patient = new WorkHandler() {
			@Override
			public String kind() {
				return "patient";
			}

			@Override
			public int atATime(int threads) {
				return threads / 2;
			}

			@Override
			public @Nullable Duration run(String id) throws Exception {
				waiting.countDown();
				answers.await();
				done.incrementAndGet();
				return null;
			}
		};
		WorkEngine engine = database().node(patient, this.worker);
		engine.start();
		JdbcWorkQueue queue = database().queue(engine);
		for (int i = 0; i < 10; i++) {
			String id = "p" + i;
			transactional(() -> queue.schedule("patient", id, Duration.ZERO));
		}
		waiting.await();
		schedule(queue, "a");
		this.worker.awaitRun("a");
		assertThat(done).hasValue(0);
		answers.countDown();
		await().until(() -> database().rows() == 0);
		assertThat(done).hasValue(10);
	}

	@Test
	void cancelledWorkIsForgottenAndACancelOfUnknownWorkDoesNothing() throws Exception {
		JdbcWorkQueue queue = database().queue(database().node());
		schedule(queue, "a");
		transactional(() -> queue.cancel("test", "a"));
		transactional(() -> queue.cancel("test", "unknown"));
		assertThat(database().rows()).isZero();
	}

	@Test
	void workIsKeptForItsOwnKindAndUnknownKindsAreLeftAlone() throws Exception {
		JdbcWorkQueue queue = started(this.worker);
		transactional(() -> queue.schedule("of-a-newer-version", "a", Duration.ZERO));
		schedule(queue, "b");
		this.worker.awaitRun("b");
		await().until(() -> database().rows() == 1);
		this.worker.hasNotRun();
	}

	@Test
	void workOfADeadNodeIsTakenOverWithinTheBound() throws Exception {
		schedule(database().queue(database().node()), "a");
		// As a node leaves it behind that was killed while it ran.
		database().jdbc().update("UPDATE adcp_idempotency_work SET picked = true, picked_by = 'dead', version = 2");
		database().jdbc().update("UPDATE adcp_idempotency_work SET last_heartbeat = execution_time");
		Instant start = Instant.now();
		started(this.worker);
		this.worker.awaitRun("a");
		assertThat(Duration.between(start, Instant.now()))
			.isLessThan(WorkFixture.SETTINGS.takeOverAfter().plusSeconds(5));
		await().until(() -> database().rows() == 0);
	}

	@Test
	void withoutAHandlerNothingStarts() {
		WorkEngine engine = database().node();
		engine.start();
		assertThat(engine.isRunning()).isFalse();
		WorkEngine idle = database().node(new WorkHandler() {
			@Override
			public String kind() {
				return "test";
			}

			@Override
			public boolean isNeeded() {
				return false;
			}

			@Override
			public @Nullable Duration run(String id) {
				return null;
			}
		});
		idle.start();
		assertThat(idle.isRunning()).isFalse();
	}

	@Test
	void anEngineMayBeStartedAgain() throws Exception {
		WorkEngine engine = database().node(this.worker);
		engine.start();
		engine.stop();
		engine.start();
		schedule(database().queue(engine), "a");
		this.worker.awaitRun("a");
	}

	private JdbcWorkQueue started(Worker worker) {
		WorkEngine engine = database().node(worker);
		engine.start();
		return database().queue(engine);
	}

	private void schedule(JdbcWorkQueue queue, String id) {
		transactional(() -> queue.schedule("test", id, Duration.ZERO));
	}

	private void transactional(Runnable action) {
		database().transaction().executeWithoutResult((status) -> action.run());
	}

}
