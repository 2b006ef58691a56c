package io.adcp.spring.test;

import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on what a {@link TestSeller} has received and executed.
 *
 * @since 0.1.0
 */
public final class TestSellerAssert extends AbstractAssert<TestSellerAssert, TestSeller> {

	TestSellerAssert(TestSeller actual) {
		super(actual, TestSellerAssert.class);
	}

	/**
	 * Verify that a task was executed once, however often it was received.
	 * @param task the task's name on the wire
	 * @return this assertion
	 */
	public TestSellerAssert executedOnce(String task) {
		return executed(task, 1);
	}

	/**
	 * Verify how often a task was executed. Replays and refusals do not count.
	 * @param task the task's name on the wire
	 * @param times the number of executions
	 * @return this assertion
	 */
	public TestSellerAssert executed(String task, int times) {
		if (this.actual.executions(task) != times) {
			throw failure("Expected %s to be executed %d times, but it was %d times. Received: %s", task, times,
					this.actual.executions(task), this.actual.received(task));
		}
		return this;
	}

	/**
	 * Verify that nothing was received, capabilities left out.
	 * @return this assertion
	 */
	public TestSellerAssert receivedNothing() {
		if (!this.actual.received().isEmpty()) {
			throw failure("Expected nothing to be received, but there were %s", this.actual.received());
		}
		return this;
	}

	/**
	 * Go on with the attempts of a task.
	 * @param task the task's name on the wire
	 * @return assertions on them, in the order in which they came
	 */
	public ReceivedCallsAssert received(String task) {
		return new ReceivedCallsAssert(this.actual.received(task)).as("attempts of %s", task);
	}

}
