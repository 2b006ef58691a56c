package io.adcp.spring.autoconfigure;

import java.util.List;

/**
 * Several beans could supply the tokens of one seller.
 */
class AmbiguousTokenSupplierException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String agent;

	AmbiguousTokenSupplierException(String agent, List<String> beans) {
		super("The token of the agent '" + agent + "' could come from " + beans.size() + " AdcpTokenSupplier beans: "
				+ String.join(", ", beans) + ".");
		this.agent = agent;
	}

	String agent() {
		return this.agent;
	}

}
