/**
 * Half an hour's work in as little time as it takes, and what it leaves behind.
 */
@NullMarked
package io.adcp.spring.verification.crash.load;

import org.jspecify.annotations.NullMarked;
