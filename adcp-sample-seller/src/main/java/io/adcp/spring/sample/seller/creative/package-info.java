/**
 * The creatives of an account and the packages that they run in.
 */
@NullMarked
package io.adcp.spring.sample.seller.creative;

import org.jspecify.annotations.NullMarked;
