package io.adcp.spring.sample.buyer;

import org.jspecify.annotations.Nullable;

/**
 * The plan cannot be read. The message is a sentence for the person who wrote the plan.
 */
class PlanException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	PlanException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
