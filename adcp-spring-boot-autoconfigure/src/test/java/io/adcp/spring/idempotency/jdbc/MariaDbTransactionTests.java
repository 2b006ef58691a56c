package io.adcp.spring.idempotency.jdbc;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

import io.adcp.spring.idempotency.IdempotencyRequest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.dao.PessimisticLockingFailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Transactions that do not go straight to their end, on MariaDB.
 */
class MariaDbTransactionTests extends ClaimRowCases {

	@AutoClose
	private static final JdbcFixture database = JdbcFixture.mariaDb(2);

	@Override
	JdbcFixture database() {
		return database;
	}

	@Override
	String name() {
		return "MariaDB";
	}

	// InnoDB has rolled the whole transaction back by then, the claim included.
	@Test
	void aHandlerThatSwallowsADeadlockIsTransientAndFreesTheKey() throws Exception {
		seller().jdbc().execute("CREATE TABLE stock (id INT PRIMARY KEY, n INT)");
		seller().jdbc().update("INSERT INTO stock VALUES (1, 0), (2, 0)");
		IdempotencyRequest request = ProxiedSeller.request();
		CountDownLatch otherHoldsTwo = new CountDownLatch(1);
		assertUnavailable(() -> seller().buy(request, (jdbc) -> {
			jdbc.update("UPDATE stock SET n = 1 WHERE id = 1");
			Future<Object> other = start(() -> lockTwoThenOne(otherHoldsTwo));
			otherHoldsTwo.await();
			assertThatExceptionOfType(PessimisticLockingFailureException.class)
				.isThrownBy(() -> jdbc.update("UPDATE stock SET n = 1 WHERE id = 2"));
			other.get();
			jdbc.update("INSERT INTO buys (number) VALUES (200)");
		}));
		assertFree(request);
	}

	@Test
	void aStaleSnapshotThatTheDatabaseRefusesIsTransient() {
		IdempotencyRequest request = ProxiedSeller.request();
		assertUnavailable(() -> repeatableRead().executeWithoutResult((status) -> {
			seller().jdbc().execute("SET SESSION innodb_snapshot_isolation = ON");
			try {
				assertThat(seller().rows()).isZero();
				unchecked(() -> start(() -> seller().buy(request, Buys.Work.NOTHING)).get());
				unchecked(() -> seller().buy(request, Buys.Work.NOTHING));
			}
			finally {
				seller().jdbc().execute("SET SESSION innodb_snapshot_isolation = OFF");
			}
		}));
		assertState(1, 1);
	}

	// Whoever asks last closes the circle. This one has changed more, so the database
	// rolls the handler back.
	private Object lockTwoThenOne(CountDownLatch holdsTwo) {
		return seller().transaction().execute((status) -> {
			for (int id = 100; id < 120; id++) {
				seller().jdbc().update("INSERT INTO stock VALUES (?, 0)", id);
			}
			seller().jdbc().update("UPDATE stock SET n = 2 WHERE id = 2");
			holdsTwo.countDown();
			return seller().jdbc().update("UPDATE stock SET n = 2 WHERE id = 1");
		});
	}

}
