package io.adcp.spring.server;

import java.lang.reflect.Method;

/**
 * A method cannot answer its task as it is declared.
 *
 * @since 0.1.0
 */
public class InvalidTaskMethodException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Create the exception.
	 * @param method the method
	 * @param reason what is wrong, the rest of a sentence that begins with the method
	 * @param action what to do about it, in whole sentences
	 */
	public InvalidTaskMethodException(Method method, String reason, String action) {
		super("Task method '" + method.toGenericString() + "' " + reason + ".");
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
