package io.adcp.spring.autoconfigure;

/**
 * Business rows and idempotency records could not commit together.
 */
class TransactionManagerException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	TransactionManagerException(String message) {
		super(message);
	}

}
