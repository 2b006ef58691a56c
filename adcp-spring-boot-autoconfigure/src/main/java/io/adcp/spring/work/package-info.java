/**
 * Work that is due after a commit: the seam to the engine that runs it.
 */
@NullMarked
package io.adcp.spring.work;

import org.jspecify.annotations.NullMarked;
