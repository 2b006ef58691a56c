package io.adcp.spring.work.jdbc;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the library from serializing anything: what there is to do is kept elsewhere.
 */
final class NoPayload implements Serializer {

	@Override
	public byte[] serialize(@Nullable Object data) {
		if (data != null) {
			throw new IllegalStateException("Work has no payload");
		}
		return new byte[0];
	}

	@Override
	public <T> @Nullable T deserialize(Class<T> type, byte[] stored) {
		return null;
	}

}
