/**
 * A test kit for buyers: a seller in the same JVM that loses answers, delays, refuses and
 * ends tasks later, as a test tells it, and otherwise keeps AdCP's promise of
 * idempotency. Published as a test-jar; it must not be on the class path of an
 * application in production.
 */
@NullMarked
package io.adcp.spring.test;

import org.jspecify.annotations.NullMarked;
