/**
 * Receives what sellers tell by webhook: verified, each event once, in the transaction of
 * whoever takes it.
 */
@NullMarked
package io.adcp.spring.client.webhook;

import org.jspecify.annotations.NullMarked;
