/**
 * What is for sale, at which price and in which formats.
 */
@NullMarked
package io.adcp.spring.sample.seller.product;

import org.jspecify.annotations.NullMarked;
