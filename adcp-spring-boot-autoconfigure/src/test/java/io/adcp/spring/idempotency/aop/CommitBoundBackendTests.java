package io.adcp.spring.idempotency.aop;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.adcp.spring.idempotency.Claim;
import io.adcp.spring.idempotency.IdempotencyBackend;
import io.adcp.spring.idempotency.IdempotencyRecord;
import io.adcp.spring.idempotency.Retention;
import io.adcp.spring.idempotency.contract.Requests;
import io.adcp.spring.idempotency.contract.ScriptedBackend;
import io.adcp.spring.idempotency.memory.MemoryIdempotencyBackend;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static io.adcp.spring.idempotency.contract.Engines.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A backend beside the database, bound to real transactions of it.
 */
class CommitBoundBackendTests {

	private final TransactionTemplate transaction = new TransactionTemplate(
			new JdbcTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:commit-bound")));

	private final IdempotencyBackend memory = new MemoryIdempotencyBackend(Clock.systemUTC(), RETENTION, 10);

	private final IdempotencyBackend backend = new CommitBoundBackend(this.memory);

	@Test
	void theResponseIsStoredAfterTheCommitAndNotBefore() {
		Claim claim = claim();
		this.transaction.executeWithoutResult((status) -> {
			assertThat(this.backend.claim(claim)).isEmpty();
			this.backend.complete(claim, "{}", RETENTION);
			assertThat(this.backend.claim(claim).orElseThrow()).satisfies(this::isInFlight);
		});
		assertThat(this.backend.claim(claim).orElseThrow().replay(Duration.ZERO)).isEqualTo("{}");
	}

	@Test
	void aRollbackAfterTheResponseFreesTheKey() {
		Claim claim = claim();
		this.transaction.executeWithoutResult((status) -> {
			assertThat(this.backend.claim(claim)).isEmpty();
			this.backend.complete(claim, "{}", RETENTION);
			status.setRollbackOnly();
		});
		assertThat(this.backend.claim(claim)).isEmpty();
	}

	@Test
	void withoutATransactionTheResponseIsStoredAtOnce() {
		Claim claim = claim();
		assertThat(this.backend.claim(claim)).isEmpty();
		this.backend.complete(claim, "{}", RETENTION);
		assertThat(this.backend.claim(claim).orElseThrow().replay(Duration.ZERO)).isEqualTo("{}");
	}

	@Test
	void workThatIsDoneIsAnsweredAlsoIfItsResponseCannotBeStored() {
		IdempotencyBackend failing = new CommitBoundBackend(ScriptedBackend.free().onComplete(this::fail));
		assertThatCode(() -> failing.complete(claim(), "{}", RETENTION)).doesNotThrowAnyException();
		assertThatCode(
				() -> this.transaction.executeWithoutResult((status) -> failing.complete(claim(), "{}", RETENTION)))
			.doesNotThrowAnyException();
	}

	@Test
	void aFailedHandlersKeyIsFreeOnceTheRollbackIsDoneAndNotBefore() {
		Claim claim = claim();
		this.transaction.executeWithoutResult((status) -> {
			assertThat(this.backend.claim(claim)).isEmpty();
			this.backend.release(claim);
			assertThat(this.backend.claim(claim).orElseThrow()).satisfies(this::isInFlight);
			status.setRollbackOnly();
		});
		assertThat(this.backend.claim(claim)).isEmpty();
	}

	@Test
	void aFailedHandlersKeyStaysInFlightIfItsTransactionCommitsAllTheSame() {
		Claim claim = claim();
		this.transaction.executeWithoutResult((status) -> {
			assertThat(this.backend.claim(claim)).isEmpty();
			this.backend.release(claim);
		});
		assertThat(this.backend.claim(claim).orElseThrow()).satisfies(this::isInFlight);
	}

	@Test
	void aCommitThatFailsBeforeItIsTriedFreesTheKey() {
		Claim claim = claim();
		assertThatIllegalStateException().isThrownBy(() -> this.transaction.executeWithoutResult((status) -> {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
				@Override
				public void beforeCommit(boolean readOnly) {
					throw new IllegalStateException("broken");
				}
			});
			assertThat(this.backend.claim(claim)).isEmpty();
			this.backend.complete(claim, "{}", RETENTION);
		}));
		assertThat(this.backend.claim(claim)).isEmpty();
	}

	@Test
	void aCommitOfUnknownOutcomeLeavesTheKeyInFlight() {
		for (DataSourceTransactionManager manager : List.of(new JdbcTransactionManager(new LosesCommits()),
				new DataSourceTransactionManager(new LosesCommits()))) {
			Claim claim = claim();
			assertThatException().isThrownBy(() -> new TransactionTemplate(manager).executeWithoutResult((status) -> {
				assertThat(this.backend.claim(claim)).isEmpty();
				this.backend.complete(claim, "{}", RETENTION);
			}));
			assertThat(this.backend.claim(claim).orElseThrow()).satisfies(this::isInFlight);
		}
	}

	@Test
	void aHookThatFailsAfterTheCommitKeepsNoResponseFromBeingStored() {
		Claim claim = claim();
		assertThatIllegalStateException().isThrownBy(() -> this.transaction.executeWithoutResult((status) -> {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
				@Override
				public void afterCommit() {
					throw new IllegalStateException("broken");
				}
			});
			assertThat(this.backend.claim(claim)).isEmpty();
			this.backend.complete(claim, "{}", RETENTION);
		}));
		assertThat(this.backend.claim(claim).orElseThrow().replay(Duration.ZERO)).isEqualTo("{}");
	}

	@Test
	void workInASavepointThatIsRolledBackIsNotStoredAlthoughTheRestCommits() {
		Claim claim = claim();
		this.transaction.executeWithoutResult((outer) -> {
			Object savepoint = outer.createSavepoint();
			assertThat(this.backend.claim(claim)).isEmpty();
			this.backend.complete(claim, "{}", RETENTION);
			outer.rollbackToSavepoint(savepoint);
		});
		assertThat(this.backend.claim(claim)).isEmpty();
	}

	@Test
	void aLaterSavepointThatIsRolledBackChangesNothing() {
		Claim claim = claim();
		this.transaction.executeWithoutResult((outer) -> {
			assertThat(this.backend.claim(claim)).isEmpty();
			this.backend.complete(claim, "{}", RETENTION);
			outer.rollbackToSavepoint(outer.createSavepoint());
		});
		assertThat(this.backend.claim(claim).orElseThrow().replay(Duration.ZERO)).isEqualTo("{}");
	}

	private void isInFlight(IdempotencyRecord holder) {
		assertThat(catchThrowable(() -> holder.replay(Duration.ZERO))).hasMessageContaining("IDEMPOTENCY_IN_FLIGHT");
	}

	private static Claim claim() {
		return Requests.claim(Requests.request(), Duration.ofMinutes(1));
	}

	private void fail(Claim claim, String response, Retention retention) {
		throw new IllegalStateException("unreachable");
	}

	/**
	 * A real database whose connection breaks when the commit is done and not yet told.
	 */
	private static final class LosesCommits extends DelegatingDataSource {

		LosesCommits() {
			super(new DriverManagerDataSource("jdbc:h2:mem:loses-commits"));
		}

		@Override
		public Connection getConnection() throws SQLException {
			Connection connection = super.getConnection();
			return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class },
					(proxy, method, arguments) -> {
						Object result = method.invoke(connection, arguments);
						if (method.getName().equals("commit")) {
							throw new SQLException("The connection was lost", "08006");
						}
						return result;
					});
		}

	}

}
