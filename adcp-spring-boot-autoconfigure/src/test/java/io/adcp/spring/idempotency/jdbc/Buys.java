package io.adcp.spring.idempotency.jdbc;

import java.util.concurrent.atomic.AtomicInteger;

import io.adcp.spring.idempotency.Idempotent;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * A seller's handlers: each writes a row, does what the test gives it to do, and answers
 * with a number of its own.
 */
class Buys {

	private final AtomicInteger executions = new AtomicInteger();

	private final JdbcTemplate jdbc;

	Buys(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	int executions() {
		return this.executions.get();
	}

	@Idempotent
	public String buy(Work work) throws Exception {
		return insertAnd(work);
	}

	@Transactional
	public String buyWithoutKey(Work work) throws Exception {
		return insertAnd(work);
	}

	@Idempotent
	@Transactional(noRollbackFor = Exception.class, readOnly = true)
	public String buyWithoutRollback(Work work) throws Exception {
		return insertAnd(work);
	}

	@Idempotent
	@Transactional(isolation = Isolation.REPEATABLE_READ)
	public String buyRepeatableRead(Work work) throws Exception {
		return insertAnd(work);
	}

	@Idempotent
	@Transactional(isolation = Isolation.SERIALIZABLE)
	public String buySerializable(Work work) throws Exception {
		return insertAnd(work);
	}

	@Idempotent
	@Transactional(propagation = Propagation.NESTED)
	public String buyInSavepoint(Work work) throws Exception {
		return insertAnd(work);
	}

	@Idempotent
	@Transactional("other")
	public String buyInOtherTransaction(Work work) throws Exception {
		work.run(this.jdbc);
		return "{}";
	}

	private String insertAnd(Work work) throws Exception {
		int number = this.executions.incrementAndGet();
		this.jdbc.update("INSERT INTO buys (number) VALUES (?)", number);
		work.run(this.jdbc);
		return "{\"n\":" + number + "}";
	}

	interface Work {

		Work NOTHING = (jdbc) -> {
		};

		void run(JdbcTemplate jdbc) throws Exception;

	}

}
