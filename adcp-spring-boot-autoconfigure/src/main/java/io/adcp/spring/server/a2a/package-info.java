/**
 * Serves the tasks as skills over A2A.
 */
@NullMarked
package io.adcp.spring.server.a2a;

import org.jspecify.annotations.NullMarked;
