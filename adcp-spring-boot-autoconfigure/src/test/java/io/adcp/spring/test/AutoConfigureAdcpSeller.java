package io.adcp.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.test.context.ContextCustomizerFactories;
import org.springframework.test.context.TestExecutionListeners;

/**
 * Gives a test with a Spring context a {@link TestSeller} bean for each seller that it
 * names. The seller listens at a free loopback port, and the application's
 * {@code adcp.client.agents.<name>.url}, {@code protocol} and {@code webhook-keys} lead
 * to it; the agent's other properties stay as they are. After each test method the seller
 * forgets all, as by {@link TestSeller#reset()}.
 * <p>
 * With several sellers, each bean has the seller's name as its qualifier.
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ContextCustomizerFactories(TestSellerCustomizerFactory.class)
@TestExecutionListeners(listeners = TestSellerReset.class,
		mergeMode = TestExecutionListeners.MergeMode.MERGE_WITH_DEFAULTS)
public @interface AutoConfigureAdcpSeller {

	/**
	 * The sellers' names in the application, below {@code adcp.client.agents}.
	 * @return the names, at least one
	 */
	String[] value();

}
