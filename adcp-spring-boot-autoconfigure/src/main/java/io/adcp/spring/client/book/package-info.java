/**
 * Keeps the calls that were decided on in the application's own database, and what
 * webhooks have told of them.
 */
@NullMarked
package io.adcp.spring.client.book;

import org.jspecify.annotations.NullMarked;
