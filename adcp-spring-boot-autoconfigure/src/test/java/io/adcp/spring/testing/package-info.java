/**
 * Real servers for tests: one of each per JVM, made when first asked for. And what tests
 * need besides: a clock, and an HTTP client.
 */
package io.adcp.spring.testing;
