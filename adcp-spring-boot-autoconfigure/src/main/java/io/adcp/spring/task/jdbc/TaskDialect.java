package io.adcp.spring.task.jdbc;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import io.adcp.spring.idempotency.jdbc.LedgerDatabase;
import org.jspecify.annotations.Nullable;

/**
 * How a database takes and gives ids and times.
 *
 * @param now its time, in SQL
 * @param binaryIds whether ids are bytes
 * @param localTimes whether times have no zone, and are in UTC
 */
record TaskDialect(String now, boolean binaryIds, boolean localTimes) {

	static TaskDialect of(LedgerDatabase database) {
		return switch (database) {
			case POSTGRESQL -> new TaskDialect("clock_timestamp()", false, false);
			case H2 -> new TaskDialect("CURRENT_TIMESTAMP(6)", false, false);
			case MARIADB -> new TaskDialect("UTC_TIMESTAMP(6)", true, true);
		};
	}

	@Nullable Object id(@Nullable UUID id) {
		return (id != null && this.binaryIds) ? ByteBuffer.allocate(16)
			.putLong(id.getMostSignificantBits())
			.putLong(id.getLeastSignificantBits())
			.array() : id;
	}

	@Nullable Object time(@Nullable Instant time) {
		if (time == null) {
			return null;
		}
		return this.localTimes ? LocalDateTime.ofInstant(time, ZoneOffset.UTC)
				: OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
	}

	@Nullable UUID readId(ResultSet row, String column) throws SQLException {
		if (!this.binaryIds) {
			return row.getObject(column, UUID.class);
		}
		byte[] bytes = row.getBytes(column);
		if (bytes == null) {
			return null;
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		return new UUID(buffer.getLong(), buffer.getLong());
	}

	@Nullable Instant readTime(ResultSet row, String column) throws SQLException {
		if (this.localTimes) {
			LocalDateTime time = row.getObject(column, LocalDateTime.class);
			return (time != null) ? time.toInstant(ZoneOffset.UTC) : null;
		}
		OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
		return (time != null) ? time.toInstant() : null;
	}

}
