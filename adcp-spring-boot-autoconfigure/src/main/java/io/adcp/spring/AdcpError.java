package io.adcp.spring;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * One error as AdCP puts it on the wire.
 *
 * @param code the code, one of {@link AdcpErrorCode} or any other word
 * @param message a sentence for a person, free of secrets
 * @param recovery what the caller can do
 * @param field the path of the request's field at fault, such as
 * {@code packages[0].budget}, or {@code null}
 * @param retryAfter how long the caller is asked to wait, or {@code null}; whole seconds
 * on the wire, rounded up
 * @param suggestion what the caller might send instead, or {@code null}
 * @param issues the request's faults, each with {@code pointer}, {@code message} and
 * {@code keyword}; empty where there are none
 * @param details what else the seller tells, as JSON values; empty where there is nothing
 * @since 0.1.0
 */
public record AdcpError(String code, String message, Recovery recovery, @Nullable String field,
		@Nullable Duration retryAfter, @Nullable String suggestion, List<Map<String, Object>> issues,
		Map<String, Object> details) implements Serializable {

	private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]*");

	public AdcpError {
		Objects.requireNonNull(code, "code");
		Objects.requireNonNull(message, "message");
		Objects.requireNonNull(recovery, "recovery");
		issues = List.copyOf(issues);
		details = Map.copyOf(details);
	}

	/**
	 * Create an error of a known code, with the recovery class that AdCP gives to it.
	 * @param code the code
	 * @param message a sentence for a person, free of secrets
	 * @return the error
	 */
	public static AdcpError of(AdcpErrorCode code, String message) {
		return of(code.name(), message, code.recovery());
	}

	/**
	 * Create an error of any code.
	 * @param code the code
	 * @param message a sentence for a person, free of secrets
	 * @param recovery what the caller can do
	 * @return the error
	 */
	public static AdcpError of(String code, String message, Recovery recovery) {
		return new AdcpError(code, message, recovery, null, null, null, List.of(), Map.of());
	}

	/**
	 * Return this error with another message.
	 * @param message a sentence for a person, free of secrets
	 * @return a new error
	 */
	public AdcpError withMessage(String message) {
		return new AdcpError(this.code, message, this.recovery, this.field, this.retryAfter, this.suggestion,
				this.issues, this.details);
	}

	/**
	 * Return this error with the request's field at fault.
	 * @param field the field's path
	 * @return a new error
	 */
	public AdcpError withField(@Nullable String field) {
		return new AdcpError(this.code, this.message, this.recovery, field, this.retryAfter, this.suggestion,
				this.issues, this.details);
	}

	/**
	 * Return this error with the time that the caller is asked to wait.
	 * @param retryAfter the time to wait
	 * @return a new error
	 */
	public AdcpError withRetryAfter(@Nullable Duration retryAfter) {
		return new AdcpError(this.code, this.message, this.recovery, this.field, retryAfter, this.suggestion,
				this.issues, this.details);
	}

	/**
	 * Return this error with a suggestion.
	 * @param suggestion what the caller might send instead
	 * @return a new error
	 */
	public AdcpError withSuggestion(@Nullable String suggestion) {
		return new AdcpError(this.code, this.message, this.recovery, this.field, this.retryAfter, suggestion,
				this.issues, this.details);
	}

	/**
	 * Return this error with one more fault of the request. The first one is also told as
	 * the error's field.
	 * @param pointer where the fault is, as an RFC 6901 JSON pointer into the request
	 * @param message a sentence for a person
	 * @param keyword the word of JSON Schema for the rule that is broken, such as
	 * {@code required} or {@code maximum}
	 * @return a new error
	 */
	public AdcpError withIssue(String pointer, String message, String keyword) {
		List<Map<String, Object>> more = new ArrayList<>(this.issues);
		more.add(Map.of("pointer", pointer, "message", message, "keyword", keyword));
		return new AdcpError(this.code, this.message, this.recovery, this.issues.isEmpty() ? path(pointer) : this.field,
				this.retryAfter, this.suggestion, more, this.details);
	}

	/**
	 * Return this error with what else there is to tell.
	 * @param details JSON values by their names
	 * @return a new error
	 */
	public AdcpError withDetails(Map<String, Object> details) {
		return new AdcpError(this.code, this.message, this.recovery, this.field, this.retryAfter, this.suggestion,
				this.issues, details);
	}

	/** The request as a whole has a pointer, but no path. */
	private static @Nullable String path(String pointer) {
		StringBuilder path = new StringBuilder();
		for (String token : pointer.split("/", -1)) {
			String name = token.replace("~1", "/").replace("~0", "~");
			if (!path.isEmpty() && INDEX.matcher(name).matches()) {
				path.append('[').append(name).append(']');
			}
			else {
				path.append(path.isEmpty() ? "" : ".").append(name);
			}
		}
		return path.isEmpty() ? null : path.toString();
	}

	/**
	 * Return whether this error has the given code.
	 * @param code the code to compare with
	 * @return {@code true} where it has
	 */
	public boolean is(AdcpErrorCode code) {
		return code.name().equals(this.code);
	}

}
