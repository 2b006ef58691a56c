/**
 * Real servers for tests: one of each per JVM, made when first asked for.
 */
package io.adcp.spring.testing;
