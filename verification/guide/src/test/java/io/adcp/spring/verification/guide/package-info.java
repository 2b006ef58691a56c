/**
 * Builds the seller of docs/seller.md from that page, and makes its calls.
 */
@NullMarked
package io.adcp.spring.verification.guide;

import org.jspecify.annotations.NullMarked;
