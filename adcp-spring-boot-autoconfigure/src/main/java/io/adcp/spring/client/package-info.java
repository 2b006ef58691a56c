/**
 * One buyer's call: its key, its frozen bytes, the attempts to send them, and the result.
 */
@NullMarked
package io.adcp.spring.client;

import org.jspecify.annotations.NullMarked;
