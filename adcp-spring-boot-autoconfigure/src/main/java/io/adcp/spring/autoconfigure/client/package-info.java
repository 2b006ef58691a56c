/**
 * Wires buyers into a Spring Boot application.
 */
@NullMarked
package io.adcp.spring.autoconfigure.client;

import org.jspecify.annotations.NullMarked;
