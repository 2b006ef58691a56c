package io.adcp.spring.autoconfigure;

/**
 * A seller is configured in a way that it cannot be called.
 */
class InvalidAgentException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	private InvalidAgentException(String name, String action, IllegalArgumentException cause) {
		super("adcp.client.agents." + name + ": " + cause.getMessage(), cause);
		this.action = action;
	}

	static InvalidAgentException url(String name, IllegalArgumentException cause) {
		return new InvalidAgentException(name, "Set adcp.client.agents." + name
				+ ".url to the seller's MCP endpoint, such as https://seller.example/mcp", cause);
	}

	static InvalidAgentException token(String name, IllegalArgumentException cause) {
		return new InvalidAgentException(name, "Set adcp.client.agents." + name + ".token to the token alone", cause);
	}

	static InvalidAgentException headers(String name, IllegalArgumentException cause) {
		return new InvalidAgentException(name, "Correct adcp.client.agents." + name + ".headers", cause);
	}

	String action() {
		return this.action;
	}

}
