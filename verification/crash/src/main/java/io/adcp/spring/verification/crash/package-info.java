/**
 * The run behind {@code mvn -Pcrash verify}: sellers, buyers and their database die by
 * SIGKILL, over and over, and at the end each campaign has one media buy.
 */
@NullMarked
package io.adcp.spring.verification.crash;

import org.jspecify.annotations.NullMarked;
