/**
 * The demonstration behind {@code mvn -Pdemo verify}: a seller and a buyer as processes
 * of their own, a wire between them that loses answers, an ad server that loses them,
 * too, and two sudden deaths.
 */
@NullMarked
package io.adcp.spring.verification.demo;

import org.jspecify.annotations.NullMarked;
