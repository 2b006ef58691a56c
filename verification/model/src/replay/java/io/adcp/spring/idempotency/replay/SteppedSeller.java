package io.adcp.spring.idempotency.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencySettings;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.InFlightPolicy;
import io.adcp.spring.idempotency.InsertLimiter;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.idempotency.aop.CommitBoundBackend;
import io.adcp.spring.idempotency.aop.TransactionalUnitOfWork;
import io.adcp.spring.verification.model.Ordered;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * A seller's process with the real engine, which stops where the model has a state
 * between two moves: in the handler, before the commit, and before an answer is stored
 * beside the database.
 */
final class SteppedSeller implements AutoCloseable {

	private final BlockingQueue<Reached> reached = new LinkedBlockingQueue<>();

	private final BlockingQueue<Fate> fates = new LinkedBlockingQueue<>();

	private final SingleConnectionDataSource connection;

	private final IdempotencyStore store;

	// Of the call's thread, of which there is one at a time
	private boolean hasWritten;

	SteppedSeller(IdempotencyBackend backend, SingleConnectionDataSource connection) {
		this.connection = connection;
		this.store = store(backend);
	}

	private SteppedSeller(SingleConnectionDataSource connection, IdempotencyBackend besideTheRows) {
		this.connection = connection;
		this.store = store(new CommitBoundBackend(new SteppedBackend(besideTheRows)));
	}

	static SteppedSeller besideTheRows(IdempotencyBackend backend, SingleConnectionDataSource connection) {
		return new SteppedSeller(connection, backend);
	}

	static void createTable(JdbcTemplate jdbc) {
		jdbc.execute("CREATE TABLE model_buy (walk VARCHAR(40), request VARCHAR(40))");
	}

	private IdempotencyStore store(IdempotencyBackend backend) {
		JdbcTransactionManager manager = new SteppedTransactions();
		return new IdempotencyStore(
				backend, new TransactionalUnitOfWork(() -> manager), new IdempotencySettings(ModelDriver.RETENTION,
						InFlightPolicy.REJECT, Duration.ofSeconds(1), ModelDriver.LEASE),
				InsertLimiter.NONE, List.of());
	}

	/**
	 * Let a request arrive.
	 * @param walk tells the rows of this walk from those of others
	 * @param ordered what is asked for
	 * @param request the request
	 * @return how far it comes
	 */
	Reached receive(String walk, Ordered ordered, IdempotencyRequest request) {
		Thread call = new Thread(() -> this.reached.add(answer(walk, ordered, request)), "stepped-seller");
		call.setDaemon(true);
		call.start();
		return await();
	}

	private Reached answer(String walk, Ordered ordered, IdempotencyRequest request) {
		try {
			return new Reached(Place.ANSWER, this.store.execute(request, () -> handle(walk, ordered)));
		}
		catch (Throwable ex) {
			return new Reached(Place.ANSWER, ex);
		}
	}

	private String handle(String walk, Ordered ordered) throws InterruptedException {
		return switch (stop(Place.HANDLER)) {
			case GO_ON -> {
				new JdbcTemplate(this.connection).update("INSERT INTO model_buy VALUES (?, ?)", walk,
						ordered.toString());
				this.hasWritten = true;
				yield body(ordered);
			}
			case REFUSE -> throw new RefusedRequest();
			default -> throw new FailedHandler();
		};
	}

	static String body(Ordered ordered) {
		return "{\"bought\":\"" + ordered + "\"}";
	}

	/**
	 * Go on from where it stands.
	 * @param fate what becomes of it there
	 * @return how far it comes
	 */
	Reached proceed(Fate fate) {
		this.fates.add(fate);
		return await();
	}

	private Reached await() {
		try {
			Reached next = this.reached.poll(1, TimeUnit.MINUTES);
			if (next == null) {
				throw new AssertionError("The engine neither answers nor comes to a place where it stops");
			}
			return next;
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private Fate stop(Place place) throws InterruptedException {
		this.reached.add(new Reached(place, null));
		return this.fates.take();
	}

	private Fate stopUnchecked(Place place) {
		try {
			return stop(place);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Die. Its call never goes on from where it stands, like a process that is no more,
	 * and the database sees its connection end.
	 */
	@Override
	public void close() {
		try {
			Connection real = this.connection.getConnection().unwrap(Connection.class);
			if (!real.getAutoCommit()) {
				real.rollback();
			}
			this.connection.destroy();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	enum Place {

		HANDLER, COMMIT, STORE, ANSWER

	}

	enum Fate {

		GO_ON, REFUSE, FAIL, DONE_UNTOLD, UNDONE_UNTOLD

	}

	/**
	 * How far a call has come.
	 *
	 * @param place where it stands
	 * @param outcome its response or its failure, where it has ended
	 */
	record Reached(Place place, @Nullable Object outcome) {
	}

	/** The handler has refused the request, and its work is undone. */
	static final class RefusedRequest extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

	/** The handler has failed, and its work is undone. */
	static final class FailedHandler extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

	private final class SteppedTransactions extends JdbcTransactionManager {

		private static final long serialVersionUID = 1L;

		SteppedTransactions() {
			super(SteppedSeller.this.connection);
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			if (!SteppedSeller.this.hasWritten) {
				// Whoever finds the key held commits nothing
				super.doCommit(status);
				return;
			}
			SteppedSeller.this.hasWritten = false;
			switch (stopUnchecked(Place.COMMIT)) {
				case GO_ON -> super.doCommit(status);
				case DONE_UNTOLD -> {
					super.doCommit(status);
					throw new TransactionSystemException("The answer is lost");
				}
				default -> {
					super.doRollback(status);
					throw new TransactionSystemException("The connection is lost");
				}
			}
		}

	}

	private final class SteppedBackend implements IdempotencyBackend {

		private final IdempotencyBackend delegate;

		SteppedBackend(IdempotencyBackend delegate) {
			this.delegate = delegate;
		}

		@Override
		public Optional<IdempotencyRecord> claim(Claim claim) {
			return this.delegate.claim(claim);
		}

		@Override
		public void complete(Claim claim, String response, Retention retention) {
			stopUnchecked(Place.STORE);
			this.delegate.complete(claim, response, retention);
		}

		@Override
		public void release(Claim claim) {
			this.delegate.release(claim);
		}

		@Override
		public int purge(Retention retention, int limit) {
			return this.delegate.purge(retention, limit);
		}

		@Override
		public String name() {
			return this.delegate.name();
		}

	}

}
