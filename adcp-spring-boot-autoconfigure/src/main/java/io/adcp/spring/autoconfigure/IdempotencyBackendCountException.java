package io.adcp.spring.autoconfigure;

import java.util.List;

/**
 * There is no backend, or more than one.
 */
class IdempotencyBackendCountException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String configured;

	private final List<String> found;

	IdempotencyBackendCountException(String configured, List<String> found) {
		super("One idempotency backend is needed, but there are " + found.size() + " " + found);
		this.configured = configured;
		this.found = List.copyOf(found);
	}

	String configured() {
		return this.configured;
	}

	List<String> found() {
		return this.found;
	}

}
