package io.adcp.spring.client.book;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpCallBook;
import io.adcp.spring.client.CallEnd;
import io.adcp.spring.idempotency.encryption.ResponseCipher;
import io.adcp.spring.idempotency.encryption.ResponseCipher.UnreadableResponseException;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps calls in a table of the application's database. A call costs two statements: one
 * in the transaction that decides to make it, and one in the transaction that takes its
 * end. A call that the seller goes on with by itself costs a third one.
 *
 * @since 0.1.0
 */
public class JdbcCallBook implements AdcpCallBook {

	private static final String STORE = """
			INSERT INTO %s (id, agent, task, frozen_call, status, created_at) VALUES (?, ?, ?, ?, 'open', ?)
			""";

	private static final String ACCEPT = """
			UPDATE %s SET status = 'accepted', task_id = ?, frozen_call = ? WHERE id = ? AND settled_at IS NULL
			""";

	private static final String FIND = """
			SELECT id, task, frozen_call FROM %s WHERE id = ? AND settled_at IS NULL
			""";

	private static final String UNSETTLED = """
			SELECT id, task, frozen_call FROM %s WHERE agent = ? AND settled_at IS NULL AND id > ? ORDER BY id LIMIT ?
			""";

	private static final String SETTLE = """
			UPDATE %s SET status = ?, fingerprint = ?, settled_at = ?, frozen_call = NULL
			WHERE id = ? AND settled_at IS NULL
			""";

	private static final String PROGRESS = """
			UPDATE %s SET told_at = ? WHERE id = ? AND settled_at IS NULL AND (told_at IS NULL OR told_at <= ?)
			""";

	private static final String IS_SETTLED = """
			SELECT id FROM %s WHERE id = ? AND agent = ? AND settled_at IS NOT NULL
			""";

	private static final String FIND_END = """
			SELECT status, fingerprint FROM %s WHERE id = ?
			""";

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final String table;

	private final ResponseCipher cipher;

	private final Clock clock;

	/**
	 * Create a book.
	 * @param dataSource where the table is
	 * @param transactions the transactions of that data source
	 * @param table the table's name, after its schema where it has one
	 * @param cipher encrypts keys and bytes
	 * @param clock tells when a call was settled
	 */
	public JdbcCallBook(DataSource dataSource, PlatformTransactionManager transactions, String table,
			ResponseCipher cipher, Clock clock) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.transaction = new TransactionTemplate(transactions);
		this.table = table;
		this.cipher = cipher;
		this.clock = clock;
	}

	@Override
	public void store(AdcpCall call) {
		this.jdbc.update(sql(STORE), call.id(), call.agent(), call.task(), frozen(call),
				Timestamp.from(call.createdAt()));
	}

	@Override
	public void accepted(AdcpCall call) {
		this.jdbc.update(sql(ACCEPT), call.taskId(), frozen(call), call.id());
	}

	@Override
	public Optional<AdcpCall> find(String id) {
		return this.jdbc
			.query(sql(FIND), (row, number) -> call(row.getString(1), row.getString(2), row.getString(3)), id)
			.stream()
			.findFirst();
	}

	@Override
	public boolean isSettled(String id, String agent) {
		return !this.jdbc.queryForList(sql(IS_SETTLED), String.class, id, agent).isEmpty();
	}

	@Override
	public boolean progressed(String id, Instant moment) {
		Timestamp told = Timestamp.from(moment);
		return this.jdbc.update(sql(PROGRESS), told, id, told) > 0;
	}

	@Override
	public List<Unsettled> unsettled(String agent, @Nullable String after, int limit) {
		return this.jdbc.query(sql(UNSETTLED),
				(row, number) -> entry(row.getString(1), row.getString(2), row.getString(3)), agent,
				(after != null) ? after : "", limit);
	}

	private Unsettled entry(String id, String task, String frozen) {
		try {
			return Unsettled.of(call(id, task, frozen));
		}
		catch (IllegalStateException ex) {
			return Unsettled.unreadable(id, ex);
		}
	}

	@Override
	public Settlement settle(String id, CallEnd end, Runnable work) {
		return this.transaction.execute((status) -> {
			int rows = this.jdbc.update(sql(SETTLE), end.status(), end.fingerprint(),
					Timestamp.from(this.clock.instant()), id);
			if (rows == 0) {
				return compare(id, end);
			}
			work.run();
			return Settlement.FIRST;
		});
	}

	private Settlement compare(String id, CallEnd end) {
		return this.jdbc.query(sql(FIND_END), (row, number) -> new CallEnd(row.getString(1), row.getString(2)), id)
			.stream()
			.findFirst()
			.map((first) -> end.agreesWith(first) ? Settlement.REPEATED : Settlement.CONFLICTING)
			.orElse(Settlement.UNKNOWN);
	}

	/** The id is bound to the text, so that no row's call passes for another's. */
	private String frozen(AdcpCall call) {
		return this.cipher.encrypt(UUID.fromString(call.id()), call.task(), call.toJson());
	}

	private AdcpCall call(String id, String task, String frozen) {
		try {
			return AdcpCall.fromJson(this.cipher.decrypt(UUID.fromString(id), task, frozen));
		}
		catch (UnreadableResponseException ex) {
			throw new IllegalStateException("The stored call " + id + " (" + task + ") cannot be read: "
					+ ex.getMessage() + ". See adcp.idempotency.encryption.keys", ex);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException(
					"The stored call " + id + " (" + task + ") cannot be read: " + ex.getMessage(), ex);
		}
	}

	private String sql(String statement) {
		return statement.formatted(this.table);
	}

}
