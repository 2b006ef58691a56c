/**
 * Carries a buyer's calls over MCP, as {@code tools/call} over HTTP.
 */
@NullMarked
package io.adcp.spring.client.mcp;

import org.jspecify.annotations.NullMarked;
