/**
 * Signs HTTP messages and verifies signatures, by AdCP's profiles of RFC 9421.
 */
@NullMarked
package io.adcp.spring.signature;

import org.jspecify.annotations.NullMarked;
