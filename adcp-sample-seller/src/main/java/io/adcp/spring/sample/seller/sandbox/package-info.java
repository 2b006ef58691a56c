/**
 * What buyers' tests and the conformance runner need; none of it exists without the
 * profile {@code sandbox}.
 */
@NullMarked
package io.adcp.spring.sample.seller.sandbox;

import org.jspecify.annotations.NullMarked;
