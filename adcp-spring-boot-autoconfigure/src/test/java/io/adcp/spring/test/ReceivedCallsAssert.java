package io.adcp.spring.test;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on attempts that a {@link TestSeller} has received. No message shows more
 * than eight characters of a key.
 *
 * @since 0.1.0
 */
public final class ReceivedCallsAssert extends AbstractAssert<ReceivedCallsAssert, List<ReceivedCall>> {

	ReceivedCallsAssert(List<ReceivedCall> actual) {
		super(actual, ReceivedCallsAssert.class);
	}

	/**
	 * Verify the number of attempts.
	 * @param times the number
	 * @return this assertion
	 */
	public ReceivedCallsAssert times(int times) {
		if (this.actual.size() != times) {
			throw failure("Expected %d attempts, but there were %d: %s", times, this.actual.size(), this.actual);
		}
		return this;
	}

	/**
	 * Verify that there were attempts, and that all carried the same key and, to the last
	 * byte, the same arguments.
	 * @return this assertion
	 */
	public ReceivedCallsAssert withSameKeyAndBytes() {
		boolean keyed = this.actual.stream().allMatch((call) -> call.idempotencyKey() != null);
		if (!keyed || bytes().distinct().count() != 1) {
			throw failure("Expected the same key and the same bytes in all attempts, but there were %s", this.actual);
		}
		return this;
	}

	/**
	 * Verify that there were attempts, and that each carried a key that no other one had.
	 * @return this assertion
	 */
	public ReceivedCallsAssert withKeysOfTheirOwn() {
		long keys = this.actual.stream().map(ReceivedCall::idempotencyKey).distinct().count();
		boolean keyed = this.actual.stream().allMatch((call) -> call.idempotencyKey() != null);
		if (this.actual.isEmpty() || !keyed || keys != this.actual.size()) {
			throw failure("Expected a key of its own in each attempt, but there were %s", this.actual);
		}
		return this;
	}

	private Stream<ByteBuffer> bytes() {
		return this.actual.stream().map((call) -> ByteBuffer.wrap(call.bytes()));
	}

}
