/**
 * Keeps due work in the seller's own database, and runs it by db-scheduler. Nothing of
 * that library is visible outside of this package.
 * <p>
 * No API, although they are public: {@code JdbcWorkQueue}, {@code WorkEngine},
 * {@code WorkSettings} and {@code WorkTable}.
 */
@NullMarked
package io.adcp.spring.work.jdbc;

import org.jspecify.annotations.NullMarked;
