/**
 * Calls to other systems whose repetition has consequences: claimed, noted before they
 * are made, and reconciled before they are made again (AdCP 3.2 idempotency, rules 9 and
 * 10).
 * <p>
 * No API, although it is public: {@code OpenClaims}.
 */
@NullMarked
package io.adcp.spring.downstream;

import org.jspecify.annotations.NullMarked;
