package io.adcp.spring.wire;

import org.jspecify.annotations.Nullable;

/**
 * The JSON cannot be taken as a request: it breaks the grammar, is ambiguous (a name
 * twice in one object), or exceeds a limit. The message says what is wrong, and where,
 * but quotes no value.
 *
 * @since 0.1.0
 */
public class MalformedJsonException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private static final int MAX_PATH_LENGTH = 200;

	private final String reason;

	private String path = "";

	/**
	 * Create the exception.
	 * @param reason what is wrong, without any part of the payload
	 */
	public MalformedJsonException(String reason) {
		super(reason);
		this.reason = reason;
	}

	/**
	 * Return what is wrong, without any part of the payload.
	 * @return the reason
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * Return the path of the field at fault, such as {@code packages[0].budget}.
	 * @return the path, at most 200 characters long, or {@code null} where the fault is
	 * not within a field
	 */
	public @Nullable String field() {
		if (this.path.isEmpty()) {
			return null;
		}
		return (this.path.length() <= MAX_PATH_LENGTH) ? this.path : this.path.substring(0, MAX_PATH_LENGTH);
	}

	@Override
	public String getMessage() {
		String field = field();
		return (field != null) ? this.reason + " at " + field : this.reason;
	}

	/**
	 * Tell the member that was being read, from the innermost outwards.
	 * @param name the member's name
	 * @return this exception
	 */
	MalformedJsonException within(String name) {
		this.path = (this.path.isEmpty() || this.path.startsWith("[")) ? name + this.path : name + "." + this.path;
		return this;
	}

	/**
	 * Tell the array element that was being read, from the innermost outwards.
	 * @param index the element's index
	 * @return this exception
	 */
	MalformedJsonException within(int index) {
		String element = "[" + index + "]";
		this.path = (this.path.isEmpty() || this.path.startsWith("[")) ? element + this.path
				: element + "." + this.path;
		return this;
	}

}
