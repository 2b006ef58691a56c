/**
 * A task that finishes later: submitted, worked on, and ended once.
 */
@NullMarked
package io.adcp.spring.task;

import org.jspecify.annotations.NullMarked;
