package io.adcp.spring.client;

import java.util.Arrays;

import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.wire.CanonicalJson;
import io.adcp.spring.wire.StrictJson;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * A piece of work whose one keyed call has the key that was chosen for it. It belongs to
 * the first keyed call made in it that has no key of its own. The same call may be made
 * in it again, and is then the same to the seller; another one is refused, since a key
 * stands for one request to one seller.
 * <p>
 * Opened by {@link AdcpClient#useIdempotencyKey(String)} for the current thread, and
 * closed on the same thread. Micrometer's context propagation carries it to other threads
 * and into Reactor's context.
 *
 * @since 0.1.0
 */
public final class IdempotencyKeyScope implements AutoCloseable {

	static final String CONTEXT_KEY = IdempotencyKeyScope.class.getName();

	private static final ThreadLocal<@Nullable IdempotencyKeyScope> CURRENT = new ThreadLocal<>();

	private final String key;

	private final @Nullable IdempotencyKeyScope outer;

	private @Nullable Use use;

	private IdempotencyKeyScope(String key, @Nullable IdempotencyKeyScope outer) {
		this.key = IdempotencyKey.validate(key);
		this.outer = outer;
	}

	/** For a context that somebody else keeps. */
	static IdempotencyKeyScope detached(String key) {
		return new IdempotencyKeyScope(key, null);
	}

	static IdempotencyKeyScope open(String key) {
		IdempotencyKeyScope scope = new IdempotencyKeyScope(key, current());
		set(scope);
		return scope;
	}

	static @Nullable IdempotencyKeyScope current() {
		return CURRENT.get();
	}

	/** The scope of a reactive call, else the one of the thread that made it. */
	static @Nullable IdempotencyKeyScope current(ContextView context, @Nullable IdempotencyKeyScope captured) {
		IdempotencyKeyScope scope = context.<@Nullable IdempotencyKeyScope>getOrDefault(CONTEXT_KEY, captured);
		return (scope != null) ? scope : current();
	}

	static void set(@Nullable IdempotencyKeyScope scope) {
		if (scope != null) {
			CURRENT.set(scope);
		}
		else {
			CURRENT.remove();
		}
	}

	/**
	 * Bind this scope to a call, or find that it is the one that it is bound to.
	 * @return the key
	 * @throws IllegalStateException where it is another call
	 */
	synchronized String keyFor(String agent, String task, byte[] arguments) {
		Use next = new Use(agent, task, CanonicalJson.sha256(StrictJson.read(arguments)));
		if (this.use == null) {
			this.use = next;
		}
		if (!this.use.isSame(next)) {
			throw new IllegalStateException("The idempotency key of this scope (" + IdempotencyKey.redact(this.key)
					+ ") belongs to its first keyed call, " + this.use.task + " to the agent '" + this.use.agent
					+ "', so " + task + " to the agent '" + agent + "', which is another call, was not sent with it: "
					+ "a key stands for one request to one seller. Open a scope for each call, or give the call "
					+ "its own idempotencyKey");
		}
		return this.key;
	}

	/**
	 * End this scope, and restore the one around it.
	 */
	@Override
	public void close() {
		set(this.outer);
	}

	@Override
	public String toString() {
		return "IdempotencyKeyScope[key=" + IdempotencyKey.redact(this.key) + "]";
	}

	/**
	 * The call that a scope is bound to.
	 *
	 * @param agent the seller's name
	 * @param task the task's name
	 * @param payload the hash of the arguments by which a seller knows them again
	 */
	private record Use(String agent, String task, byte[] payload) {

		boolean isSame(Use other) {
			return this.agent.equals(other.agent) && this.task.equals(other.task)
					&& Arrays.equals(this.payload, other.payload);
		}

	}

}
