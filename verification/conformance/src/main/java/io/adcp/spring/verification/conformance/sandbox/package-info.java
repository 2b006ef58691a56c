/**
 * What the conformance runner needs of a seller and no other buyer does. The run adds it
 * to the packaged seller from outside.
 */
@NullMarked
package io.adcp.spring.verification.conformance.sandbox;

import org.jspecify.annotations.NullMarked;
