package io.adcp.spring;

import org.jspecify.annotations.Nullable;

/**
 * The application is set up in a way that cannot keep its promises. It stops the start,
 * and its sentences are what is printed then. They show no secret.
 *
 * @since 0.1.0
 */
public class InvalidSetupException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Create the exception.
	 * @param description what is wrong, in a sentence
	 * @param action what to do about it, in a sentence
	 */
	public InvalidSetupException(String description, String action) {
		this(description, action, null);
	}

	/**
	 * Create the exception.
	 * @param description what is wrong, in a sentence
	 * @param action what to do about it, in a sentence
	 * @param cause what showed it, or {@code null}
	 */
	public InvalidSetupException(String description, String action, @Nullable Throwable cause) {
		super(description, cause);
		this.action = action;
	}

	/**
	 * Return what to do about it.
	 * @return a sentence
	 */
	public String getAction() {
		return this.action;
	}

}
