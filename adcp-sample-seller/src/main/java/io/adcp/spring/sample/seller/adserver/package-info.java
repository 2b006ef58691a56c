/**
 * The ad server that delivers what was bought: another company's system, which is called
 * over HTTP and knows nothing of this seller's transactions.
 */
@NullMarked
package io.adcp.spring.sample.seller.adserver;

import org.jspecify.annotations.NullMarked;
