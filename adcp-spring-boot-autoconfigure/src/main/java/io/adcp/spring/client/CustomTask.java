package io.adcp.spring.client;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method of a declarative client, beside {@code @AdcpTask}: the task is none of
 * AdCP's, so it has to be said whether it is keyed.
 *
 * @since 0.1.0
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CustomTask {

	/**
	 * Return whether calls of the task carry an idempotency key. Without one, a call may
	 * change the seller's state and is never sent twice.
	 * @return whether they do
	 */
	boolean keyed();

}
