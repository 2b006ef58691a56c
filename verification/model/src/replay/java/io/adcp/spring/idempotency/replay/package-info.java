/**
 * Ways through the model of the protocol, gone by the engine.
 */
@NullMarked
package io.adcp.spring.idempotency.replay;

import org.jspecify.annotations.NullMarked;
