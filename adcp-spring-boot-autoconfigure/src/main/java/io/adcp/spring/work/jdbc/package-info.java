/**
 * Keeps due work in the seller's own database, run by db-scheduler.
 */
@NullMarked
package io.adcp.spring.work.jdbc;

import org.jspecify.annotations.NullMarked;
