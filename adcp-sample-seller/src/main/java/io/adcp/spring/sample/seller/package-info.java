/**
 * A small sales agent on the starter, one package a feature: it sells, the starter keeps
 * the protocol.
 */
@NullMarked
package io.adcp.spring.sample.seller;

import org.jspecify.annotations.NullMarked;
