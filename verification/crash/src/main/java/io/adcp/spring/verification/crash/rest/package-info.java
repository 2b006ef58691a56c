/**
 * What runs in the seller's process: tasks on an ordinary REST controller, which the
 * sample seller itself has none of.
 */
@NullMarked
package io.adcp.spring.verification.crash.rest;

import org.jspecify.annotations.NullMarked;
