/**
 * The protocol as small plain Java: who takes part, which steps there are, and what must
 * hold after each of them. All states within small bounds are visited.
 */
@NullMarked
package io.adcp.spring.verification.model;

import org.jspecify.annotations.NullMarked;
