/**
 * A buyer with the starter around it: its purchases are in the starter's book, are
 * followed and told by webhook, and outlive its processes.
 */
@NullMarked
package io.adcp.spring.verification.crash.purchaser;

import org.jspecify.annotations.NullMarked;
