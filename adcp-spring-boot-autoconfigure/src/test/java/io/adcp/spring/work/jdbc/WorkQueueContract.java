package io.adcp.spring.work.jdbc;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import io.adcp.spring.work.WorkHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What holds of due work on every database.
 */
abstract class WorkQueueContract {

	private static final Duration LATER = Duration.ofHours(1);

	private final Recorder handler = new Recorder();

	private WorkRunner runner;

	private JdbcWorkQueue queue;

	private TransactionTemplate transaction;

	abstract DataSource database();

	@BeforeEach
	void start() {
		new JdbcTemplate(database()).update("DELETE FROM adcp_idempotency_work");
		WorkTable table = new WorkTable(database(), "adcp_idempotency_work");
		WorkSettings settings = new WorkSettings(2, Duration.ofMillis(200), Duration.ofMillis(1200),
				Duration.ofMillis(10), Duration.ofMillis(40));
		this.runner = new WorkRunner(table, settings, () -> List.of(this.handler));
		this.queue = new JdbcWorkQueue(table, this.runner::wakeUp);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(database()));
		this.runner.start();
	}

	@AfterEach
	void stop() {
		this.runner.stop();
	}

	@Test
	void committedWorkIsDoneOnceAndForgotten() throws Exception {
		schedule("one", Duration.ZERO);
		assertThat(this.handler.next()).isEqualTo("one");
		stop();
		assertThat(rows()).isZero();
	}

	@Test
	void workOfATransactionThatIsRolledBackIsNeverDone() throws Exception {
		this.transaction.executeWithoutResult((status) -> {
			this.queue.schedule("recorder", "undone", Duration.ZERO);
			status.setRollbackOnly();
		});
		schedule("done", Duration.ZERO);
		assertThat(this.handler.next()).isEqualTo("done");
		assertThat(rows("undone")).isZero();
	}

	@Test
	void workThatFailsIsDoneAgain() throws Exception {
		this.handler.failures = 2;
		schedule("one", Duration.ZERO);
		assertThat(List.of(this.handler.next(), this.handler.next(), this.handler.next())).containsOnly("one");
	}

	@Test
	void workIsDoneAgainIfItAsksForThat() throws Exception {
		this.handler.again = Duration.ZERO;
		schedule("one", Duration.ZERO);
		assertThat(List.of(this.handler.next(), this.handler.next())).containsOnly("one");
	}

	@Test
	void canceledWorkIsForgotten() {
		schedule("one", LATER);
		this.transaction.executeWithoutResult((status) -> this.queue.cancel("recorder", "one"));
		assertThat(rows()).isZero();
	}

	@Test
	void theWorkOfADeadNodeIsTakenOver() throws Exception {
		schedule("orphan", LATER);
		Timestamp longAgo = Timestamp.from(Instant.now().minus(Duration.ofDays(1)));
		new JdbcTemplate(database()).update("UPDATE adcp_idempotency_work SET picked = ?, picked_by = 'dead node', "
				+ "execution_time = ?, last_heartbeat = ?", true, longAgo, longAgo);
		assertThat(this.handler.next()).isEqualTo("orphan");
	}

	@Test
	void workIsDueWithATransactionOnly() {
		assertThatIllegalStateException().isThrownBy(() -> this.queue.schedule("recorder", "one", Duration.ZERO))
			.withMessageContaining("no transaction on the data source");
	}

	@Test
	void withoutHandlersNothingIsStarted() {
		WorkRunner idle = new WorkRunner(new WorkTable(database(), "adcp_idempotency_work"),
				new WorkSettings(1, LATER, LATER, LATER, LATER), List::of);
		idle.start();
		assertThat(idle.isRunning()).isFalse();
	}

	private void schedule(String id, Duration delay) {
		this.transaction.executeWithoutResult((status) -> this.queue.schedule("recorder", id, delay));
	}

	private int rows() {
		return count("SELECT COUNT(*) FROM adcp_idempotency_work");
	}

	private int rows(String id) {
		return count("SELECT COUNT(*) FROM adcp_idempotency_work WHERE task_instance = '" + id + "'");
	}

	private int count(String sql) {
		Integer count = new JdbcTemplate(database()).queryForObject(sql, Integer.class);
		return (count != null) ? count : -1;
	}

	/**
	 * Notes what it is asked to do.
	 */
	static final class Recorder implements WorkHandler {

		private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

		private volatile int failures;

		private volatile @Nullable Duration again;

		@Override
		public String kind() {
			return "recorder";
		}

		@Override
		public @Nullable Duration run(String id) throws Exception {
			this.done.add(id);
			if (this.failures-- > 0) {
				throw new Exception("not yet");
			}
			Duration next = this.again;
			this.again = null;
			return next;
		}

		String next() throws InterruptedException {
			String id = this.done.poll(20, TimeUnit.SECONDS);
			return (id != null) ? id : "nothing";
		}

	}

}
