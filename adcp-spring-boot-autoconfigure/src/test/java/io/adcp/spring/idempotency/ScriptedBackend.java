package io.adcp.spring.idempotency;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * A backend that answers every claim as it is told to.
 */
public final class ScriptedBackend implements IdempotencyBackend {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final List<Claim> claims = new CopyOnWriteArrayList<>();

	private final @Nullable IdempotencyRecord holder;

	private ScriptedBackend(@Nullable IdempotencyRecord holder) {
		this.holder = holder;
	}

	/**
	 * Grant every claim.
	 * @return the backend
	 */
	public static ScriptedBackend free() {
		return new ScriptedBackend(null);
	}

	/**
	 * Refuse every claim.
	 * @param holder who holds all keys
	 * @return the backend
	 */
	public static ScriptedBackend heldBy(IdempotencyRecord holder) {
		return new ScriptedBackend(holder);
	}

	/**
	 * Return the claims that were made, in their order.
	 * @return the claims
	 */
	public List<Claim> claims() {
		return this.claims;
	}

	/**
	 * Put an engine around this backend.
	 * @param limiter the limit on new keys
	 * @param listeners who is told how calls end
	 * @return the engine
	 */
	public IdempotencyStore store(InsertLimiter limiter, IdempotencyListener... listeners) {
		Retention retention = new Retention(Duration.ofHours(1), Retention.DEFAULT_SKEW, Duration.ofDays(1));
		return new IdempotencyStore(this, UnitOfWork.NONE,
				new IdempotencySettings(retention, InFlightPolicy.REJECT, SECOND, SECOND), limiter, List.of(listeners));
	}

	/**
	 * Make a call and return what it throws.
	 * @param store the engine
	 * @param request the call
	 * @param handler the handler
	 * @return what was thrown, or {@code null}
	 */
	public static @Nullable Throwable call(IdempotencyStore store, IdempotencyRequest request,
			Callable<String> handler) {
		try {
			store.execute(request, handler);
			return null;
		}
		catch (Throwable ex) {
			return ex;
		}
	}

	@Override
	public Optional<IdempotencyRecord> claim(Claim claim) {
		this.claims.add(claim);
		return Optional.ofNullable(this.holder);
	}

	@Override
	public void complete(Claim claim, String response, Retention retention) {
	}

	@Override
	public void release(Claim claim) {
	}

	@Override
	public int purge(Retention retention, int limit) {
		return 0;
	}

	@Override
	public String name() {
		return "scripted";
	}

}
