/**
 * An agency desk for the command line: it books a plan of campaigns at a seller, so that
 * a lost answer, a dead seller or its own sudden death buys nothing twice.
 */
@NullMarked
package io.adcp.spring.sample.buyer;

import org.jspecify.annotations.NullMarked;
