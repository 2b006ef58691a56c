/**
 * Places to die at, added to the packaged sample seller from outside.
 */
@NullMarked
package io.adcp.spring.verification.crash.seller;

import org.jspecify.annotations.NullMarked;
