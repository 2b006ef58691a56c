/**
 * Ties the rule of one execution per key to Spring's proxies and transactions.
 */
@NullMarked
package io.adcp.spring.idempotency.aop;

import org.jspecify.annotations.NullMarked;
