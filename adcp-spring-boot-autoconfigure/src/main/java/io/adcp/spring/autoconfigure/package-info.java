/**
 * Wires the library into a Spring Boot application; nothing depends on it.
 */
@NullMarked
package io.adcp.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
