/**
 * What the promise costs: measured beside the floor, on a real PostgreSQL that writes
 * durably.
 */
@NullMarked
package io.adcp.spring.verification.benchmark;

import org.jspecify.annotations.NullMarked;
