package io.adcp.spring.client;

import java.util.HexFormat;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.wire.CanonicalJson;
import io.adcp.spring.wire.StrictJson;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * A piece of work whose one keyed call has the key that was chosen for it. It belongs to
 * the first keyed call made in it that has no key of its own. The same call may be made
 * in it again, and is then the same to the seller; another one is refused, since a key
 * stands for one request to one seller.
 * <p>
 * Opened by {@link AdcpClient#useIdempotencyKey(String)} for the current thread, and
 * closed once, on the same thread, after all scopes that were opened within it: by
 * {@code try}-with-resources. Micrometer's context propagation carries it to other
 * threads and into Reactor's context.
 *
 * @since 0.1.0
 */
public final class IdempotencyKeyScope implements AutoCloseable {

	static final String CONTEXT_KEY = IdempotencyKeyScope.class.getName();

	private static final ThreadLocal<@Nullable IdempotencyKeyScope> CURRENT = new ThreadLocal<>();

	private final String key;

	private final @Nullable IdempotencyKeyScope outer;

	private final @Nullable Thread opener;

	private @Nullable Use use;

	private boolean usedByOpener;

	private IdempotencyKeyScope(String key, @Nullable IdempotencyKeyScope outer, @Nullable Thread opener) {
		this.key = IdempotencyKey.validate(key);
		this.outer = outer;
		this.opener = opener;
	}

	/** For Reactor's context, which no thread has to close. */
	static IdempotencyKeyScope detached(String key) {
		return new IdempotencyKeyScope(key, null, null);
	}

	static IdempotencyKeyScope open(String key) {
		IdempotencyKeyScope scope = new IdempotencyKeyScope(key, current(), Thread.currentThread());
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
		Use next = new Use(agent, task, HexFormat.of().formatHex(CanonicalJson.sha256(StrictJson.read(arguments))));
		if (this.use == null) {
			this.use = next;
		}
		if (!this.use.equals(next)) {
			throw new IllegalStateException("The idempotency key of this scope (" + IdempotencyKey.redact(this.key)
					+ ") belongs to its first keyed call, " + this.use.task + " to the agent '" + this.use.agent
					+ "', so " + task + " to the agent '" + agent + "', which is another call, was not sent with it: "
					+ "a key stands for one request to one seller. Open a scope for each call, or give the call "
					+ "its own idempotencyKey");
		}
		this.usedByOpener |= Thread.currentThread() == this.opener;
		return this.key;
	}

	/**
	 * Extend this scope to what its work returned, if that goes on after the work.
	 * @throws IllegalStateException where this scope cannot reach it
	 */
	@SuppressWarnings("unchecked")
	synchronized <R extends @Nullable Object> R over(R result) {
		if (result instanceof Mono<?> mono) {
			return (R) mono.contextWrite((context) -> context.put(CONTEXT_KEY, this));
		}
		if (result instanceof Flux<?> flux) {
			return (R) flux.contextWrite((context) -> context.put(CONTEXT_KEY, this));
		}
		boolean later = result instanceof Future || result instanceof CompletionStage || result instanceof Publisher;
		if (later && !this.usedByOpener) {
			throw new IllegalStateException("The work for the idempotency key " + IdempotencyKey.redact(this.key)
					+ " returned a " + result.getClass().getSimpleName() + " and made no keyed call on its own thread: "
					+ "a call that it makes on another thread does not see the key, and may be sent under another one. "
					+ "Give the key to the call itself by idempotencyKey(key), or return a Mono");
		}
		return result;
	}

	/**
	 * End this scope, and restore the one around it.
	 * @throws IllegalStateException where this scope is not the one that the current
	 * thread has opened last: it was closed before, a scope within it is still open, or
	 * another thread has opened it. Nothing is closed then
	 */
	@Override
	public void close() {
		if (current() != this || Thread.currentThread() != this.opener) {
			throw new IllegalStateException(this + " is not the scope that the thread "
					+ Thread.currentThread().getName() + " has opened last, so it was not closed: close each scope "
					+ "once, on the thread that opened it, and the inner one first. try-with-resources does that");
		}
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
	private record Use(String agent, String task, String payload) {

	}

}
