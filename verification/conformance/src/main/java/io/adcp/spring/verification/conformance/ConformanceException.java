package io.adcp.spring.verification.conformance;

/**
 * The run cannot go on; the message says why in a sentence, and where to look.
 */
final class ConformanceException extends RuntimeException {

	ConformanceException(String message) {
		super(message);
	}

	ConformanceException(String message, Throwable cause) {
		super(message, cause);
	}

}
