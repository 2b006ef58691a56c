/**
 * One seller call: who answers a task, the exchange it is part of, its answer.
 */
@NullMarked
package io.adcp.spring.server;

import org.jspecify.annotations.NullMarked;
