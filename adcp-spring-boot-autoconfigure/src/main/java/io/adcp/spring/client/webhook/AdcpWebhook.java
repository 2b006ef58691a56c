package io.adcp.spring.client.webhook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a bean's method with one parameter, a {@link WebhookEvent}: is told what sellers say
 * by webhook of calls that asked for it. Each event is told once, and the end of a task
 * once however it came, in a transaction in which the event is noted as taken: what the
 * method writes commits with that, and if it throws, the seller delivers the event again.
 *
 * @since 0.1.0
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AdcpWebhook {

	/**
	 * Return the tasks whose events the method is told, such as {@code create_media_buy}.
	 * @return the tasks; none for all of them
	 */
	String[] value() default {};

}
