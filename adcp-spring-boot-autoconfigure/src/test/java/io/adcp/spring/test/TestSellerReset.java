package io.adcp.spring.test;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Lets no test see the calls and the script of the one before.
 */
final class TestSellerReset implements TestExecutionListener {

	@Override
	public void afterTestMethod(TestContext test) {
		if (test.hasApplicationContext()) {
			test.getApplicationContext().getBeansOfType(TestSeller.class).values().forEach(TestSeller::reset);
		}
	}

}
