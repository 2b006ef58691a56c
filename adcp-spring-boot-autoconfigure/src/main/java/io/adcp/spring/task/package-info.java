/**
 * A task that finishes later: submitted, worked on, and ended once.
 * <p>
 * No API, although they are public: {@code StoredTask}, {@code TaskPage},
 * {@code TaskQuery}, {@code TaskQuery.Order}, {@code TaskStore}, {@code TaskStore.Start},
 * {@code TaskWork} and {@code WorkMethods}.
 */
@NullMarked
package io.adcp.spring.task;

import org.jspecify.annotations.NullMarked;
