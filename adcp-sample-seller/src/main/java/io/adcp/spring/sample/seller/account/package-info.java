/**
 * Who pays: the accounts that agents name in their requests.
 */
@NullMarked
package io.adcp.spring.sample.seller.account;

import org.jspecify.annotations.NullMarked;
