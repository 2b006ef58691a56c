package io.adcp.spring.task.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.adcp.spring.downstream.NotedCall;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.RecordId;
import io.adcp.spring.idempotency.encryption.ResponseCipher;
import io.adcp.spring.idempotency.jdbc.LateStatements;
import io.adcp.spring.idempotency.jdbc.LedgerDatabase;
import io.adcp.spring.idempotency.jdbc.LedgerTable;
import io.adcp.spring.idempotency.jdbc.LedgerTransaction;
import io.adcp.spring.task.StoredTask;
import io.adcp.spring.task.TaskPage;
import io.adcp.spring.task.TaskQuery;
import io.adcp.spring.task.TaskRecord;
import io.adcp.spring.task.TaskState;
import io.adcp.spring.task.TaskStore;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps tasks in a table beside the idempotency records.
 *
 * @since 0.1.0
 */
public class JdbcTaskStore implements TaskStore {

	// Of nobody: a version 4 id has other bits.
	private static final UUID NO_ID = new UUID(0, 0);

	private static final int FETCH_SIZE = 100;

	private final LedgerTransaction transaction;

	private final JdbcTemplate jdbc;

	private final JdbcTemplate scan;

	private final LateStatements late;

	private final TaskDialect dialect;

	private final TaskTexts texts;

	private final TaskSql sql;

	private final TransactionTemplate own;

	/**
	 * Create a store.
	 * @param dataSource the data source of the business tables
	 * @param table the table of the records, which names that of the tasks
	 * @param cipher encrypts what is stored
	 */
	public JdbcTaskStore(DataSource dataSource, LedgerTable table, ResponseCipher cipher) {
		this.transaction = new LedgerTransaction(dataSource);
		this.jdbc = new JdbcTemplate(dataSource);
		this.scan = new JdbcTemplate(dataSource);
		this.scan.setFetchSize(FETCH_SIZE);
		LedgerDatabase database = LedgerDatabase.of(dataSource);
		this.late = new LateStatements(dataSource, database);
		this.dialect = TaskDialect.of(database);
		this.texts = new TaskTexts(cipher);
		this.sql = new TaskSql(table.qualifiedName() + "_task", this.dialect);
		this.own = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.own.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
	}

	@Override
	public void insert(StoredTask stored) {
		this.transaction.require("the tasks");
		TaskRecord task = stored.task();
		UUID id = UUID.fromString(task.id());
		this.late.add(this.sql.insert(), this.dialect.id(id), this.dialect.id(owner(task.agent(), task.account())),
				this.dialect.id(stored.recordId()), task.type(), task.state().name(),
				new SqlParameterValue(Types.VARCHAR, stored.work()), stored.run(),
				task.pushNotificationConfig() != null, this.texts.write(id, TaskTexts.DETAILS, details(stored)),
				this.dialect.time(task.createdAt()), this.dialect.time(task.updatedAt()));
	}

	private static ObjectNode details(StoredTask stored) {
		ObjectNode details = TaskTexts.object();
		details.put("agent", stored.task().agent());
		details.put("account", stored.task().account());
		set(details, "context", stored.task().context());
		set(details, "push_notification_config", stored.task().pushNotificationConfig());
		set(details, "payload", stored.payload());
		return details;
	}

	private static void set(ObjectNode details, String name, @Nullable JsonNode value) {
		if (value != null) {
			details.set(name, value);
		}
	}

	// A task's owner is a scope without a session, and of no key.
	private static UUID owner(String agent, @Nullable String account) {
		return RecordId.of(new IdempotencyScope(agent, account, null), "");
	}

	@Override
	public Optional<StoredTask> lock(String id) {
		this.transaction.require("the tasks");
		this.late.send();
		return this.jdbc.query(this.sql.lock(), mapper(), this.dialect.id(parse(id))).stream().findFirst();
	}

	@Override
	public void update(TaskRecord task) {
		UUID id = UUID.fromString(task.id());
		JsonNode answer = task.answer();
		this.jdbc.update(this.sql.update(), task.state().name(),
				(answer != null) ? this.texts.write(id, TaskTexts.ANSWER, answer) : null,
				this.dialect.time(task.updatedAt()),
				this.dialect.time(task.state().isTerminal() ? task.updatedAt() : null), this.dialect.id(id));
	}

	@Override
	public Optional<TaskRecord> find(String id) {
		return select(id).map(StoredTask::task);
	}

	private Optional<StoredTask> select(String id) {
		this.late.send();
		return this.jdbc.query(this.sql.find(), mapper(), this.dialect.id(parse(id))).stream().findFirst();
	}

	@Override
	public Optional<TaskRecord> find(String id, String agent, @Nullable String account) {
		this.late.send();
		return this.jdbc
			.query(this.sql.findOwned(), mapper(), this.dialect.id(parse(id)), this.dialect.id(owner(agent, account)))
			.stream()
			.findFirst()
			.map(StoredTask::task);
	}

	@Override
	public TaskPage find(TaskQuery query, String agent, @Nullable String account) {
		this.late.send();
		TaskSelection selection = new TaskSelection(this.dialect, owner(agent, account), query);
		return (query.contextContains() != null) ? search(query, selection) : page(selection);
	}

	// The database cannot look into texts that may be encrypted.
	private TaskPage search(TaskQuery query, TaskSelection selection) {
		List<TaskRecord> tasks = new ArrayList<>();
		AtomicInteger total = new AtomicInteger();
		this.own
			.executeWithoutResult((status) -> this.scan.query(this.sql.all(selection), (RowCallbackHandler) (row) -> {
				TaskRecord task = read(row).task();
				if (query.isMentionedIn(task) && total.getAndIncrement() >= query.offset()
						&& tasks.size() < query.limit()) {
					tasks.add(task);
				}
			}, selection.parameters()));
		return new TaskPage(tasks, total.get());
	}

	private TaskPage page(TaskSelection selection) {
		Integer total = this.jdbc.queryForObject(this.sql.count(selection), Integer.class, selection.parameters());
		List<TaskRecord> tasks = this.jdbc.query(this.sql.page(selection), mapper(), selection.pageParameters())
			.stream()
			.map(StoredTask::task)
			.toList();
		return new TaskPage(tasks, (total != null) ? total : 0);
	}

	@Override
	public Start begin(String id) {
		return Objects.requireNonNull(this.own.execute((status) -> beginWithin(id)));
	}

	private Start beginWithin(String id) {
		boolean begun = this.jdbc.update(this.sql.begin(), this.dialect.id(parse(id))) == 1;
		return this.jdbc.query(this.sql.find(), (row, number) -> start(row, begun), this.dialect.id(parse(id)))
			.stream()
			.findFirst()
			.orElseGet(() -> new Start(null, Instant.EPOCH, null));
	}

	private Start start(ResultSet row, boolean begun) throws SQLException {
		Instant now = Objects.requireNonNull(this.dialect.readTime(row, "database_now"));
		if (begun) {
			return new Start(read(row), now, null);
		}
		Instant busyUntil = this.dialect.readTime(row, "busy_until");
		boolean ended = this.dialect.readTime(row, "ended_at") != null;
		return new Start(null, now,
				(ended || busyUntil == null) ? null : Duration.between(now, busyUntil).plusMillis(1));
	}

	@Override
	public boolean note(String id, int run, List<NotedCall> calls, @Nullable Instant busyUntil) {
		UUID uuid = parse(id);
		return Boolean.TRUE.equals(this.own.execute((status) -> this.jdbc.update(this.sql.note(),
				this.texts.write(uuid, calls), this.dialect.time(busyUntil), this.dialect.id(uuid), run) == 1));
	}

	@Override
	public int purge(Instant endedBefore, int limit) {
		return Objects.requireNonNull(this.own.execute((status) -> {
			List<Object[]> ids = this.jdbc.query(this.sql.due(), (row, number) -> new Object[] { row.getObject(1) },
					this.dialect.time(endedBefore), limit);
			this.jdbc.batchUpdate(this.sql.delete(), ids);
			return ids.size();
		}));
	}

	private RowMapper<StoredTask> mapper() {
		return (row, number) -> read(row);
	}

	private StoredTask read(ResultSet row) throws SQLException {
		UUID id = Objects.requireNonNull(this.dialect.readId(row, "id"));
		JsonNode details = Objects.requireNonNull(this.texts.read(id, TaskTexts.DETAILS, row.getBytes("details")));
		JsonNode account = details.path("account");
		TaskRecord task = new TaskRecord(id.toString(), row.getString("task"), details.path("agent").asString(),
				account.isString() ? account.asString() : null, TaskState.valueOf(row.getString("state")),
				this.texts.read(id, TaskTexts.ANSWER, row.getBytes("answer")), details.get("context"),
				details.get("push_notification_config"),
				Objects.requireNonNull(this.dialect.readTime(row, "created_at")),
				Objects.requireNonNull(this.dialect.readTime(row, "updated_at")));
		return new StoredTask(task, this.dialect.readId(row, "record_id"), row.getString("work_name"),
				details.get("payload"), row.getInt("run"), this.texts.readCalls(id, row.getBytes("calls")));
	}

	static UUID parse(String id) {
		try {
			UUID parsed = UUID.fromString(id);
			// It takes other forms of an id, too.
			return parsed.toString().equals(id) ? parsed : NO_ID;
		}
		catch (IllegalArgumentException ex) {
			return NO_ID;
		}
	}

}
