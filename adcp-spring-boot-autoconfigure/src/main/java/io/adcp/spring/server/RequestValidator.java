package io.adcp.spring.server;

import io.adcp.spring.InvalidRequestException;

/**
 * Checks a handler's bound argument.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RequestValidator {

	/**
	 * Check an argument.
	 * @param request the bound argument
	 * @throws InvalidRequestException if it breaks a constraint
	 */
	void validate(Object request);

}
