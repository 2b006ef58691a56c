/**
 * Keeps due work in the seller's own database, and runs it by db-scheduler. Nothing of
 * that library is visible outside of this package.
 */
@NullMarked
package io.adcp.spring.work.jdbc;

import org.jspecify.annotations.NullMarked;
