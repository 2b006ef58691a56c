/**
 * One packaged sample seller on one real PostgreSQL, to be fired at, and what can be seen
 * of its process from outside.
 */
@NullMarked
package io.adcp.spring.verification.crash.single;

import org.jspecify.annotations.NullMarked;
