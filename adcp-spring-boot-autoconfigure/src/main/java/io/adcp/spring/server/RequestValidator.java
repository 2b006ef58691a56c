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

	/**
	 * Check an argument by the constraints of some groups, as Spring's {@code @Validated}
	 * names them. A validator that knows no groups checks as ever.
	 * @param request the bound argument
	 * @param groups the groups; where there are none, the default one
	 * @throws InvalidRequestException if it breaks a constraint
	 */
	default void validate(Object request, Class<?>... groups) {
		validate(request);
	}

	/**
	 * Return the rules that are checked, for the descriptions of the tasks.
	 * @param groups the groups that are checked; none for the default one
	 * @return the rules; {@link RequestRules#NONE} unless overridden
	 */
	default RequestRules rules(Class<?>... groups) {
		return RequestRules.NONE;
	}

}
