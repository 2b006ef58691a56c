/**
 * Bytes and values: canonical form, payload hash, envelope and error body.
 */
@NullMarked
package io.adcp.spring.wire;

import org.jspecify.annotations.NullMarked;
