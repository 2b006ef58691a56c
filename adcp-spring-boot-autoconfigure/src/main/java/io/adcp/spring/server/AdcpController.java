package io.adcp.spring.server;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * A bean whose {@link io.adcp.spring.AdcpTask @AdcpTask} methods answer AdCP tasks.
 * <p>
 * A task method takes at most one argument that is bound from the request's JSON object
 * and validated where it is annotated with {@code @Valid} or {@code @Validated}; beside
 * it, it may take the {@link AdcpExchange}. It returns the task's own fields; the
 * envelope's are added, and are never taken from it. It throws an
 * {@link io.adcp.spring.AdcpException} to answer with an AdCP error.
 *
 * @since 0.1.0
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Component
public @interface AdcpController {

	/**
	 * The bean's name.
	 * @return the name, or an empty text for the default one
	 */
	@AliasFor(annotation = Component.class)
	String value() default "";

}
