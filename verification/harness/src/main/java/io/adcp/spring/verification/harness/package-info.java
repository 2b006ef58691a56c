/**
 * What the runs that start programs share: processes of their own, which never outlive
 * the run.
 */
@NullMarked
package io.adcp.spring.verification.harness;

import org.jspecify.annotations.NullMarked;
