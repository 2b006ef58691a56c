/**
 * Sends a seller what no seller wants to get, and looks at what it answers, stores and
 * logs; and asks whether one tenant's answers tell anything about another.
 */
@NullMarked
package io.adcp.spring.verification.crash.badinput;

import org.jspecify.annotations.NullMarked;
