package io.adcp.spring.idempotency.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotentResponse;
import io.adcp.spring.idempotency.InFlightPolicy;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend.Counts;
import io.adcp.spring.idempotency.InspectableIdempotencyBackend.RecordState;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static io.adcp.spring.idempotency.contract.Requests.id;
import static io.adcp.spring.idempotency.contract.Requests.withPayload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Databases on which a claim is a row, and DDL commits it.
 */
abstract class ClaimRowCases extends TransactionCases {

	@Test
	void aSwallowedSqlErrorUndoesItsStatementOnly() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		seller().buy(request, TransactionCases::swallowDuplicate);
		assertState(2, 1);
		assertThat(seller().buy(request, Buys.Work.NOTHING).replayed()).isTrue();
	}

	@Test
	void aStaleSnapshotOfALargerTransactionIsNoHindrance() {
		assertReplayInSpiteOfItsSnapshot(repeatableRead());
	}

	@Test
	void aHandlerThatCommitsByDdlAndSucceedsIsReplayed() throws Exception {
		IdempotencyRequest request = ProxiedSeller.request();
		assertThat(seller().buy(request, ClaimRowCases::ddl).replayed()).isFalse();
		assertThat(seller().buy(request, Buys.Work.NOTHING).replayed()).isTrue();
		assertState(1, 1);
	}

	@Test
	void aHandlerThatCommitsByDdlAndFailsKeepsItsKeyInFlightUntilItsTimeIsOver() throws Exception {
		IdempotencyRequest request = commitByDdlAndFail();
		try (ProxiedSeller rejecting = seller(InFlightPolicy.REJECT, ProxiedSeller.IN_FLIGHT_MAX)) {
			assertThatExceptionOfType(IdempotencyInFlightException.class)
				.isThrownBy(() -> rejecting.buy(request, Buys.Work.NOTHING))
				.satisfies((ex) -> assertThat(ex.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
		}
		assertThat(database().backend().find(id(request))).isEmpty();
		assertThat(database().backend().count()).contains(new Counts(1, 0, 0));
	}

	@Test
	void anOutcomeThatIsNotKnownIsNeitherFreedNorExpiredNorPurged() throws Exception {
		IdempotencyRequest request = commitByDdlAndFail();
		Duration past = ProxiedSeller.IN_FLIGHT_MAX.plus(ProxiedSeller.RETENTION.ttl())
			.plus(ProxiedSeller.RETENTION.tombstone());
		database().advance(past);
		for (int i = 0; i < 3; i++) {
			assertThat(database().backend().purge(ProxiedSeller.RETENTION, 10)).isZero();
			assertThatExceptionOfType(IdempotencyInFlightException.class)
				.isThrownBy(() -> seller().buy(request, Buys.Work.NOTHING))
				.satisfies((ex) -> assertThat(ex.retryAfter()).isEqualTo(Duration.ofSeconds(60)));
		}
		assertThatExceptionOfType(IdempotencyConflictException.class)
			.isThrownBy(() -> seller().buy(withPayload(request, 2), Buys.Work.NOTHING));
		assertState(1, 1);
	}

	@Test
	void anOutcomeThatIsNotKnownIsCountedAndFoundAndFreedByAPerson() throws Exception {
		IdempotencyRequest request = commitByDdlAndFail();
		database().advance(ProxiedSeller.IN_FLIGHT_MAX);
		assertThat(database().backend().count()).contains(new Counts(0, 0, 1));
		assertThat(database().backend().find(id(request)))
			.hasValueSatisfying((found) -> assertThat(found.state()).isEqualTo(RecordState.UNRESOLVED));
		assertThat(database().backend().delete(id(request))).isTrue();
		assertThat(seller().buy(request, Buys.Work.NOTHING).replayed()).isFalse();
	}

	@Test
	void anOutcomeThatAPersonHasFoundToBeASuccessIsReplayed() throws Exception {
		IdempotencyRequest request = commitByDdlAndFail();
		database().advance(ProxiedSeller.IN_FLIGHT_MAX);
		String id = id(request).toString();
		assertThat(database().jdbc().update(documentedSettlement().replace("<id>", id))).isEqualTo(1);
		assertThat(seller().buy(request, Buys.Work.NOTHING))
			.isEqualTo(new IdempotentResponse("{\"media_buy_id\": \"...\"}", true));
	}

	/**
	 * Return the database's name as the documentation has it.
	 * @return the name
	 */
	abstract String name();

	private String documentedSettlement() throws IOException {
		Matcher settlement = Pattern.compile("-- " + name() + "\n(UPDATE [^;]*);")
			.matcher(Files.readString(Path.of("..", "docs", "operations.md")));
		assertThat(settlement.find()).isTrue();
		return settlement.group(1);
	}

	private IdempotencyRequest commitByDdlAndFail() {
		IdempotencyRequest request = ProxiedSeller.request();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> seller().buy(request, (jdbc) -> {
			ddl(jdbc);
			throw new IOException("broken");
		}));
		assertState(1, 1);
		return request;
	}

	private static void ddl(JdbcTemplate jdbc) {
		jdbc.execute("CREATE TABLE IF NOT EXISTS made_by_handler (id INT)");
		jdbc.execute("DROP TABLE made_by_handler");
	}

}
