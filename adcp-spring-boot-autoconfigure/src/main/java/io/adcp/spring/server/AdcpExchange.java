package io.adcp.spring.server;

import java.lang.reflect.Type;
import java.util.Optional;

import io.adcp.spring.AdcpAuthenticationException;
import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskCatalog;
import io.adcp.spring.AdcpVersion;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.IdempotentCall;
import io.adcp.spring.idempotency.IdempotentResponse;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * One call of a task, from its parsed request to its answer. Handlers take it as an
 * argument, or get it by {@link #current()} on their own thread.
 *
 * @since 0.1.0
 */
public final class AdcpExchange implements IdempotentCall {

	private static final ThreadLocal<AdcpExchange> CURRENT = new ThreadLocal<>();

	private final String task;

	private final WireRequest wire;

	private final @Nullable String agent;

	private final AccountResolver accounts;

	private final PayloadHasher hasher;

	private final ResponseFormat format;

	private final ServedVersions versions;

	private @Nullable IdempotentResponse response;

	private @Nullable IdempotencyScope scope;

	private boolean withdrawn;

	private boolean failureReplayed;

	AdcpExchange(String task, WireRequest wire, @Nullable String agent, AccountResolver accounts, PayloadHasher hasher,
			ResponseFormat format, ServedVersions versions) {
		this.task = task;
		this.wire = wire;
		this.agent = agent;
		this.accounts = accounts;
		this.hasher = hasher;
		this.format = format;
		this.versions = versions;
	}

	/**
	 * Return the exchange that the current thread serves.
	 * @return the exchange
	 * @throws IllegalStateException outside of an AdCP call
	 */
	public static AdcpExchange current() {
		AdcpExchange exchange = CURRENT.get();
		if (exchange == null) {
			throw new IllegalStateException("The current thread serves no AdCP call");
		}
		return exchange;
	}

	/**
	 * Return the exchange that the current thread serves.
	 * @return the exchange, or {@code null} outside of an AdCP call
	 */
	public static @Nullable AdcpExchange find() {
		return CURRENT.get();
	}

	/**
	 * Make this the exchange of the current thread.
	 * @return ends that, and restores the exchange before it
	 */
	public Binding bind() {
		AdcpExchange outer = CURRENT.get();
		CURRENT.set(this);
		return () -> {
			if (outer != null) {
				CURRENT.set(outer);
			}
			else {
				CURRENT.remove();
			}
		};
	}

	/**
	 * Return the task's name.
	 * @return the name on the wire
	 */
	public String task() {
		return this.task;
	}

	/**
	 * Return the agent that calls.
	 * @return the authenticated agent's id
	 * @throws AdcpAuthenticationException if nobody was authenticated
	 */
	public String agent() {
		if (this.agent == null) {
			throw new AdcpAuthenticationException(AdcpError.of(AdcpErrorCode.AUTH_MISSING,
					"This task needs an authenticated agent. Send credentials."), null);
		}
		return this.agent;
	}

	boolean isAuthenticated() {
		return this.agent != null;
	}

	/**
	 * Return the release of AdCP that the call is served.
	 * @return the release that fits what the request asks for
	 */
	public AdcpVersion version() {
		return this.versions.find(request()).orElseGet(() -> this.versions.releases().get(0));
	}

	/**
	 * Check that a release that fits is served.
	 * @throws io.adcp.spring.AdcpTaskException if none is
	 */
	void requireVersion() {
		this.versions.require(request());
	}

	/**
	 * Return the account as the request names it.
	 * @return the request's {@code account}, or {@code null} where it has none
	 */
	public @Nullable JsonNode account() {
		return request().get("account");
	}

	/**
	 * Return the request as it came over the wire, envelope fields included.
	 * @return a JSON object, not to be changed
	 */
	public JsonNode request() {
		return this.wire.json();
	}

	/**
	 * Return the call's key. It is a secret: log {@link IdempotencyKey#redact} of it.
	 * @return the key as sent, or {@code null} where there is none
	 */
	public @Nullable String idempotencyKey() {
		JsonNode key = request().path("idempotency_key");
		return key.isString() ? key.asString() : this.wire.outerKey();
	}

	@Override
	public Optional<IdempotencyRequest> idempotencyRequest() {
		if (!needsIdempotency()) {
			return Optional.empty();
		}
		requireVersion();
		if (this.response != null) {
			throw new IllegalStateException("An @Idempotent method has answered this call of " + this.task
					+ " already, and a second one would get that answer without being run. "
					+ "Do all that the call does within one @Idempotent method.");
		}
		String key = requireKey();
		return Optional.of(new IdempotencyRequest(scope(), key, this.task, this.wire.hash(this.hasher)));
	}

	private boolean needsIdempotency() {
		return hasKey() || AdcpTaskCatalog.isKeyed(this.task);
	}

	/**
	 * Return whether the call carries a key, usable or not.
	 * @return {@code true} if it does
	 */
	public boolean hasKey() {
		return request().has("idempotency_key") || this.wire.outerKey() != null;
	}

	/**
	 * Check that the call carries a usable key.
	 * @return the key
	 * @throws InvalidRequestException if it is missing, malformed or guessable
	 */
	public String requireKey() {
		JsonNode key = request().path("idempotency_key");
		if (!key.isMissingNode() && !key.isString()) {
			String message = "The idempotency_key must be a string";
			throw new InvalidRequestException(
					AdcpError.of(AdcpErrorCode.INVALID_REQUEST, message).withIssue("/idempotency_key", message, "type"),
					null);
		}
		return IdempotencyKey.validate(idempotencyKey());
	}

	/**
	 * Return the scope of the call: in another one its key is another key, and its tasks
	 * are unknown.
	 * @return agent, account and session
	 * @throws AdcpAuthenticationException if nobody was authenticated
	 * @throws io.adcp.spring.AdcpException if the agent may not act for the account
	 */
	public IdempotencyScope scope() {
		if (this.scope == null) {
			this.scope = newScope();
		}
		return this.scope;
	}

	private IdempotencyScope newScope() {
		String session = null;
		if (AdcpTask.SI_SEND_MESSAGE.equals(this.task) && request().path("session_id").isString()) {
			session = request().path("session_id").asString();
		}
		return new IdempotencyScope(agent(), this.accounts.resolve(agent(), request()), session);
	}

	@Override
	public String write(@Nullable Object returned) throws Exception {
		return this.format.write(returned);
	}

	@Override
	public @Nullable Object read(String response, Type type) {
		return this.format.read(response, type);
	}

	@Override
	public void answered(IdempotentResponse response) {
		this.response = response;
	}

	@Override
	public void replayedFailure() {
		this.failureReplayed = true;
	}

	boolean isFailureReplayed() {
		return this.failureReplayed;
	}

	@Override
	public void withdrawn() {
		this.response = null;
		this.withdrawn = true;
	}

	/**
	 * Return what to send once the handler has returned.
	 * @param returned what the handler returned
	 * @param idempotent whether the handler is {@code @Idempotent}
	 * @return what the idempotent method answered, or else what the handler returned
	 * @throws IllegalStateException as {@link #requireAnswer} does
	 * @throws Exception if what was returned cannot be written
	 */
	public IdempotentResponse answer(@Nullable Object returned, boolean idempotent) throws Exception {
		requireAnswer(idempotent);
		return (this.response != null) ? this.response : new IdempotentResponse(write(returned), false);
	}

	/**
	 * Fail where it would tell of a success that no record stands for: whatever the
	 * handler did, the next call with its key would do it again.
	 * @param idempotent whether the handler is {@code @Idempotent}
	 * @throws IllegalStateException if the answer's transaction was rolled back, or if a
	 * call that needs idempotency has gone around the advice
	 */
	public void requireAnswer(boolean idempotent) {
		if (this.response != null) {
			return;
		}
		if (this.withdrawn) {
			throw new IllegalStateException("The transaction of " + this.task
					+ " was rolled back after its @Idempotent method had returned, so its answer is not true");
		}
		if (idempotent && needsIdempotency()) {
			throw new IllegalStateException("The handler of " + this.task + " is @Idempotent, but its call did not go "
					+ "through the advice: it has run without a record, and would run again for the same key. "
					+ "See whether its bean was made without Spring's proxy");
		}
	}

	/**
	 * Return what an idempotent handler of this exchange answered.
	 * @return the response, or {@code null} if none has answered
	 */
	public @Nullable IdempotentResponse response() {
		return this.response;
	}

	@Override
	public String toString() {
		return "AdcpExchange[task=" + this.task + ", key=" + IdempotencyKey.redact(idempotencyKey()) + "]";
	}

	/**
	 * An exchange's time on a thread.
	 */
	@FunctionalInterface
	public interface Binding extends AutoCloseable {

		@Override
		void close();

	}

}
