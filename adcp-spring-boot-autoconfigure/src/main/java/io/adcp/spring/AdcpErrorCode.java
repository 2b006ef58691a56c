package io.adcp.spring;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The error codes of AdCP 3.1 that this library sends or treats in a way of their own.
 * Sellers may send others: an {@link AdcpError} holds the code as text, so an unknown one
 * is carried, never refused.
 *
 * @since 0.1.0
 */
public enum AdcpErrorCode {

	/** Same key, other payload or other task (AdCP 3.1 idempotency, rule 5). */
	IDEMPOTENCY_CONFLICT(Recovery.CORRECTABLE),

	/** The key's replay window is over (AdCP 3.1 idempotency, rule 6). */
	IDEMPOTENCY_EXPIRED(Recovery.CORRECTABLE),

	/** The first call with this key has not ended yet (AdCP 3.1 idempotency, rule 9). */
	IDEMPOTENCY_IN_FLIGHT(Recovery.TRANSIENT),

	/**
	 * The write was committed, and what it made is gone (AdCP 3.2 idempotency, rule 3).
	 */
	COMMITTED_RESOURCE_PURGED(Recovery.TERMINAL),

	/** Too many calls, or too many new keys (AdCP 3.1 idempotency, rule 8). */
	RATE_LIMITED(Recovery.TRANSIENT),

	/** The seller cannot answer now. */
	SERVICE_UNAVAILABLE(Recovery.TRANSIENT),

	/** The request is malformed, or misses a field (AdCP 3.1 idempotency, rule 1). */
	INVALID_REQUEST(Recovery.CORRECTABLE),

	/** The request is well formed but breaks a rule of the task. */
	VALIDATION_ERROR(Recovery.CORRECTABLE),

	/** The request names a release of AdCP that the seller does not serve. */
	VERSION_UNSUPPORTED(Recovery.CORRECTABLE),

	/** No credentials were sent. */
	AUTH_MISSING(Recovery.CORRECTABLE),

	/** The credentials were refused. */
	AUTH_INVALID(Recovery.TERMINAL),

	/** What AdCP 3.0 sellers send for missing and for refused credentials. */
	AUTH_REQUIRED(Recovery.CORRECTABLE),

	/** The agent may not do this. */
	PERMISSION_DENIED(Recovery.CORRECTABLE),

	/** The agent has no such account. */
	ACCOUNT_NOT_FOUND(Recovery.TERMINAL),

	/** The account is suspended. */
	ACCOUNT_SUSPENDED(Recovery.TERMINAL),

	/** The account has to be paid first. */
	ACCOUNT_PAYMENT_REQUIRED(Recovery.TERMINAL),

	/** The account's budget is spent. */
	BUDGET_EXHAUSTED(Recovery.TERMINAL),

	/** The budget is below what the seller books. */
	BUDGET_TOO_LOW(Recovery.CORRECTABLE),

	/** No such product. */
	PRODUCT_NOT_FOUND(Recovery.CORRECTABLE),

	/** No such media buy. */
	MEDIA_BUY_NOT_FOUND(Recovery.CORRECTABLE),

	/** No such package in the media buy. */
	PACKAGE_NOT_FOUND(Recovery.CORRECTABLE),

	/** Something that the request names is not known to the caller. */
	REFERENCE_NOT_FOUND(Recovery.CORRECTABLE),

	/** The seller does not offer this. */
	UNSUPPORTED_FEATURE(Recovery.CORRECTABLE);

	private static final Map<String, AdcpErrorCode> BY_NAME = Stream.of(values())
		.collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

	private final Recovery recovery;

	AdcpErrorCode(Recovery recovery) {
		this.recovery = recovery;
	}

	/**
	 * Return the recovery class that AdCP gives to this code.
	 * @return the recovery class
	 */
	public Recovery recovery() {
		return this.recovery;
	}

	/**
	 * Find the constant for a code on the wire.
	 * @param code the code
	 * @return the constant, or empty for a code that this library does not treat
	 */
	public static Optional<AdcpErrorCode> find(String code) {
		return Optional.ofNullable(BY_NAME.get(code));
	}

}
