/**
 * What the transports that speak JSON-RPC share: one message, its answer, and the HTTP
 * around them.
 * <p>
 * {@code AllowedCallers}, {@code JsonRpcAnswer}, {@code JsonRpcHttpHandler},
 * {@code JsonRpcMessage}, {@code JsonRpcServer} and {@code JsonRpcServer.Headers} are for
 * those transports alone, and no API.
 */
@NullMarked
package io.adcp.spring.server.jsonrpc;

import org.jspecify.annotations.NullMarked;
