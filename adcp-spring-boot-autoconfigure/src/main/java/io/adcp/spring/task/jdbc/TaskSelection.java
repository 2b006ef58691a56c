package io.adcp.spring.task.jdbc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.task.TaskQuery;
import org.jspecify.annotations.Nullable;

/**
 * A query's conditions in SQL.
 */
final class TaskSelection {

	private static final String PROTOCOL = AdcpTaskCatalog.all()
		.stream()
		.map((task) -> " WHEN '" + task.name() + "' THEN '" + AdcpTaskCatalog.protocolOf(task.name()) + "'")
		.collect(Collectors.joining("", "CASE task", " END"));

	private final TaskDialect dialect;

	private final TaskQuery query;

	private final StringBuilder where = new StringBuilder(" WHERE owner = ?");

	private final List<@Nullable Object> parameters = new ArrayList<>();

	TaskSelection(TaskDialect dialect, UUID owner, TaskQuery query) {
		this.dialect = dialect;
		this.query = query;
		this.parameters.add(dialect.id(owner));
		in("id", ids(query.ids()));
		in("task", query.types());
		in("state", (query.states() != null) ? query.states().stream().map(Enum::name).toList() : null);
		time("created_at > ?", query.createdAfter());
		time("created_at < ?", query.createdBefore());
		time("updated_at > ?", query.updatedAfter());
		time("updated_at < ?", query.updatedBefore());
		if (query.hasWebhook() != null) {
			and("has_webhook = ?", query.hasWebhook());
		}
	}

	private @Nullable List<@Nullable Object> ids(@Nullable Collection<String> ids) {
		return (ids != null) ? ids.stream().map((id) -> this.dialect.id(JdbcTaskStore.parse(id))).toList() : null;
	}

	private void in(String column, @Nullable Collection<? extends @Nullable Object> values) {
		if (values == null) {
			return;
		}
		if (values.isEmpty()) {
			this.where.append(" AND 1 = 0");
			return;
		}
		this.where.append(" AND ")
			.append(column)
			.append(" IN (")
			.append(String.join(", ", Collections.nCopies(values.size(), "?")))
			.append(")");
		this.parameters.addAll(values);
	}

	private void time(String condition, @Nullable Instant time) {
		if (time != null) {
			and(condition, this.dialect.time(time));
		}
	}

	private void and(String condition, @Nullable Object value) {
		this.where.append(" AND ").append(condition);
		this.parameters.add(value);
	}

	String where() {
		return this.where.toString();
	}

	// The id makes the order the same for each page.
	String order() {
		String column = switch (this.query.order()) {
			case CREATED_AT -> "created_at";
			case UPDATED_AT -> "updated_at";
			case STATUS -> "state";
			case TASK_TYPE -> "task";
			case PROTOCOL -> PROTOCOL;
		};
		String direction = this.query.descending() ? " DESC" : " ASC";
		return " ORDER BY " + column + direction + ", id" + direction;
	}

	@Nullable Object[] parameters() {
		return this.parameters.toArray();
	}

	@Nullable Object[] pageParameters() {
		List<@Nullable Object> all = new ArrayList<>(this.parameters);
		all.add(this.query.limit());
		all.add(this.query.offset());
		return all.toArray();
	}

}
