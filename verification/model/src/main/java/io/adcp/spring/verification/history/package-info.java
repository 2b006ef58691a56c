/**
 * One log of what every party saw, and whether there is a legal order of it: each key is
 * a register that is written once, each task a small machine.
 */
@NullMarked
package io.adcp.spring.verification.history;

import org.jspecify.annotations.NullMarked;
