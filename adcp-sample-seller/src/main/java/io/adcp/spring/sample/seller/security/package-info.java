/**
 * Which agent calls: opaque bearer tokens, of which only hashes are kept.
 */
@NullMarked
package io.adcp.spring.sample.seller.security;

import org.jspecify.annotations.NullMarked;
