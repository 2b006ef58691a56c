/**
 * Keeps webhooks in the seller's own database.
 */
@NullMarked
package io.adcp.spring.webhook.jdbc;

import org.jspecify.annotations.NullMarked;
