package io.adcp.spring.client;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Lets Micrometer's context propagation carry {@link IdempotencyKeyScope} to other
 * threads. Found by it as a service; not meant to be called.
 *
 * @since 0.1.0
 */
public final class IdempotencyKeyScopeAccessor implements ThreadLocalAccessor<IdempotencyKeyScope> {

	@Override
	public Object key() {
		return IdempotencyKeyScope.CONTEXT_KEY;
	}

	@Override
	public @Nullable IdempotencyKeyScope getValue() {
		return IdempotencyKeyScope.current();
	}

	@Override
	public void setValue(IdempotencyKeyScope scope) {
		IdempotencyKeyScope.set(scope);
	}

	@Override
	public void setValue() {
		IdempotencyKeyScope.set(null);
	}

}
