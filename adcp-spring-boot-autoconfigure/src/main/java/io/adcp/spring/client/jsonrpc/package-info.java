/**
 * What the transports that speak JSON-RPC share: one POST, what came of it, and what that
 * says of a call.
 * <p>
 * {@code JsonRpcEndpoint}, {@code JsonRpcExchange}, {@code JsonRpcFaults},
 * {@code JsonRpcRefusal}, {@code JsonRpcResponse} and {@code RetryAfter} are for those
 * transports alone, and no API.
 */
@NullMarked
package io.adcp.spring.client.jsonrpc;

import org.jspecify.annotations.NullMarked;
