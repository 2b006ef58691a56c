/**
 * What the transports that speak JSON-RPC share: one message, its answer, and the HTTP
 * around them. For those transports alone, and no API.
 */
@NullMarked
package io.adcp.spring.server.jsonrpc;

import org.jspecify.annotations.NullMarked;
