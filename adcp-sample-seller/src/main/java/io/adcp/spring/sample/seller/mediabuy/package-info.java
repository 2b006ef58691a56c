/**
 * Booking, changing and reading media buys and their packages.
 */
@NullMarked
package io.adcp.spring.sample.seller.mediabuy;

import org.jspecify.annotations.NullMarked;
