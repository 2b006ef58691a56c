package io.adcp.spring.task;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a bean that does the work of submitted tasks. It takes an
 * {@link AdcpTaskRun} and, where it needs it, the payload that the task was submitted
 * with, and returns nothing.
 * <p>
 * It is called after the commit of the transaction that submitted the task, on any node,
 * without a transaction, and again until the task has ended. It may have done a part of
 * its work before: what must not be done twice belongs into {@link AdcpTaskRun#complete
 * complete} or {@link AdcpTaskRun#call call}. A method that throws, or returns without
 * having said how the task goes on, is called again after a back-off.
 *
 * @since 0.1.0
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface AdcpWork {

	/**
	 * The work's name, as given to {@link AdcpTasks#submit(String, Object)}. It is stored
	 * with each task, so it cannot be changed while there are tasks.
	 * @return up to 100 characters
	 */
	String value();

}
