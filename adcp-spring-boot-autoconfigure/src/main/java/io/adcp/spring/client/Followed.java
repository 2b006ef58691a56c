package io.adcp.spring.client;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method of a declarative client: returns how the work has ended, and not the first
 * answer. Where the seller goes on by itself, the task is followed, see
 * {@link AdcpClient#follow(AdcpResult, Class)}. Without it, a method returns the first
 * answer, from whose {@link AdcpResult} the task can be followed.
 *
 * @since 0.1.0
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Followed {

}
