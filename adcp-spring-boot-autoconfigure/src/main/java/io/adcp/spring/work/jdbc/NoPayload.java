package io.adcp.spring.work.jdbc;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Stores nothing with a piece of work, and reads nothing: neither Java serialization nor
 * anybody's data has a place in the engine's table.
 */
final class NoPayload implements Serializer {

	@Override
	public byte[] serialize(@Nullable Object data) {
		return new byte[0];
	}

	@Override
	@SuppressWarnings("NullAway")
	public <T> @Nullable T deserialize(Class<T> type, byte[] data) {
		return null;
	}

}
