/**
 * Tells a buyer of a finished task, after the task's transaction and at least once.
 */
@NullMarked
package io.adcp.spring.sample.seller.webhook;

import org.jspecify.annotations.NullMarked;
