/**
 * Serves tasks through the application's own REST controllers.
 */
@NullMarked
package io.adcp.spring.server.web;

import org.jspecify.annotations.NullMarked;
