package io.adcp.spring.autoconfigure.client;

/**
 * What carries the calls to a seller.
 *
 * @since 0.1.0
 */
public enum AgentProtocol {

	/**
	 * MCP, over its streamable HTTP.
	 */
	MCP,

	/**
	 * A2A, over JSON-RPC, in the version that the agent's card names.
	 */
	A2A

}
