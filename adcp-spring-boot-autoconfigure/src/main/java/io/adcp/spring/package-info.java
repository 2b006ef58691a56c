/**
 * The words of AdCP that sellers and buyers share: tasks, error codes, recovery classes
 * and the exceptions that carry them.
 */
@NullMarked
package io.adcp.spring;

import org.jspecify.annotations.NullMarked;
