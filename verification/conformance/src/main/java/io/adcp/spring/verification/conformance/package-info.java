/**
 * Runs the official AdCP conformance runner against the packaged sample seller: started
 * by the Maven profile {@code conformance}, never by the ordinary tests.
 */
@NullMarked
package io.adcp.spring.verification.conformance;

import org.jspecify.annotations.NullMarked;
