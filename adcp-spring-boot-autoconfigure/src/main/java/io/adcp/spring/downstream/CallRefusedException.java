package io.adcp.spring.downstream;

import java.util.List;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpException;

/**
 * Another system has refused a call, and has done nothing. A handler may catch it and
 * answer with an error of its own. Otherwise the buyer gets the error that
 * {@link Downstream#invoke} threw, if that was one of AdCP, without the call's id, and a
 * {@code VALIDATION_ERROR} if it was another.
 *
 * @since 0.1.0
 */
public class CallRefusedException extends AdcpException {

	private static final long serialVersionUID = 1L;

	private final String system;

	CallRefusedException(String system, List<AdcpError> errors, Throwable cause) {
		super(errors, null, cause);
		this.system = system;
	}

	/**
	 * Return the system that refused.
	 * @return its name
	 */
	public String system() {
		return this.system;
	}

}
