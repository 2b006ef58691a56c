package io.adcp.spring.autoconfigure.client;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;

/**
 * Registers declarative clients as beans: interfaces whose methods carry
 * {@link io.adcp.spring.AdcpTask @AdcpTask}, made by
 * {@link io.adcp.spring.client.AdcpClient#proxy(Class)}. A bean is named after its agent
 * and its interface: {@code acmeSalesAgent}, or {@code salesAgent} where no agent is
 * named.
 *
 * @since 0.1.0
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(ImportAdcpClients.Container.class)
@Import(AdcpClientRegistrar.class)
public @interface ImportAdcpClients {

	/**
	 * The interfaces.
	 * @return one or more interfaces
	 */
	Class<?>[] value();

	/**
	 * The seller that they call.
	 * @return a name under {@code adcp.client.agents}, or an empty text for the only one
	 */
	String agent() default "";

	/**
	 * Holds several of the annotation.
	 */
	@Documented
	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@Import(AdcpClientRegistrar.class)
	@interface Container {

		/**
		 * The annotations.
		 * @return the annotations
		 */
		ImportAdcpClients[] value();

	}

}
