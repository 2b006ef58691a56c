/**
 * Keeps stored responses encrypted, whatever backend stores them.
 */
@NullMarked
package io.adcp.spring.idempotency.encryption;

import org.jspecify.annotations.NullMarked;
