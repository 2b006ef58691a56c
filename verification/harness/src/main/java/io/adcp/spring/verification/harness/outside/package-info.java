/**
 * What stands outside of a seller and is reached by its effects: an ad server and a
 * receiver of webhooks, each a program of its own that forgets nothing when it is killed.
 */
@NullMarked
package io.adcp.spring.verification.harness.outside;

import org.jspecify.annotations.NullMarked;
