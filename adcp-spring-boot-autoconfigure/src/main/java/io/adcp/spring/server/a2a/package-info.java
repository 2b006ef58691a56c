/**
 * Serves the tasks as skills over A2A.
 * <p>
 * {@code A2aHttpHandler}, {@code A2aHttpHandler.Settings}, {@code AgentCardHttpHandler}
 * and {@code AgentCardHttpHandler.Address} are public for the auto-configuration, and no
 * API.
 */
@NullMarked
package io.adcp.spring.server.a2a;

import org.jspecify.annotations.NullMarked;
