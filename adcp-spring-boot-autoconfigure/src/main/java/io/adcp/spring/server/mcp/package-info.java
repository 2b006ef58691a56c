/**
 * Serves the tasks as tools over MCP.
 */
@NullMarked
package io.adcp.spring.server.mcp;

import org.jspecify.annotations.NullMarked;
