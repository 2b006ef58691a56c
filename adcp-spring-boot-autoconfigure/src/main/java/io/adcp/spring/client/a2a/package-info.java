/**
 * Carries a buyer's calls over A2A, as messages over HTTP.
 */
@NullMarked
package io.adcp.spring.client.a2a;

import org.jspecify.annotations.NullMarked;
