package io.adcp.spring.autoconfigure;

/**
 * A seller is configured in a way that it cannot be called.
 */
class InvalidAgentException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	InvalidAgentException(String name, IllegalArgumentException cause) {
		super("adcp.client.agents." + name + ": " + cause.getMessage(), cause);
		this.property = "adcp.client.agents." + name + ".url";
	}

	String property() {
		return this.property;
	}

}
