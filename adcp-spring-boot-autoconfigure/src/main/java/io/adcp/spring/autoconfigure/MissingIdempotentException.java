package io.adcp.spring.autoconfigure;

import java.util.List;

/**
 * Tasks that AdCP calls keyed are answered by methods that are not idempotent.
 */
class MissingIdempotentException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final List<String> tasks;

	MissingIdempotentException(List<String> tasks) {
		super("Keyed AdCP tasks without @Idempotent: " + tasks);
		this.tasks = List.copyOf(tasks);
	}

	List<String> tasks() {
		return this.tasks;
	}

}
