package io.adcp.spring.server.web;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.server.StoredResponse;

/**
 * A handler answered with a status of failure. Its transaction is rolled back, and the
 * caller gets that answer.
 */
class FailedResponseException extends AdcpTaskException {

	private static final long serialVersionUID = 1L;

	private final transient StoredResponse answer;

	FailedResponseException(StoredResponse answer) {
		super(AdcpError.of((answer.status() < 500) ? AdcpErrorCode.INVALID_REQUEST : AdcpErrorCode.SERVICE_UNAVAILABLE,
				"The request was answered with status " + answer.status()), null);
		this.answer = answer;
	}

	StoredResponse answer() {
		return this.answer;
	}

}
