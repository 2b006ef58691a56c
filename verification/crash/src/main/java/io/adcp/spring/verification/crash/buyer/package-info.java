/**
 * A buyer without a framework around it, so that it starts fast and dies often.
 */
@NullMarked
package io.adcp.spring.verification.crash.buyer;

import org.jspecify.annotations.NullMarked;
