/**
 * Wires sellers into a Spring Boot application.
 */
@NullMarked
package io.adcp.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
