package io.adcp.spring.idempotency.aop;

import java.lang.reflect.Method;

/**
 * An {@code @Idempotent} method cannot keep its promise as it is declared.
 *
 * @since 0.1.0
 */
public class InvalidIdempotentMethodException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String action;

	InvalidIdempotentMethodException(Method method, String reason, String action) {
		super("@Idempotent method '" + method.toGenericString() + "' " + reason + ".");
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
