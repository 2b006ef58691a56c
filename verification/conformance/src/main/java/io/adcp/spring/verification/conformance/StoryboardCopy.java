package io.adcp.spring.verification.conformance;

import java.util.regex.Pattern;

/**
 * What is changed in a storyboard before the runner reads it: its requests, and nothing
 * of what is expected.
 */
final class StoryboardCopy {

	private static final Pattern UNNAMED_OPERATION = Pattern
		.compile("\n( +)push_notification_config:\n( +)url: .*\n(?! +operation_id:)");

	private static final Pattern UNDATED_REPETITION = Pattern
		.compile("\n +operation_id: \"op_webhook_idempotency_replay\"\n( +)(?=idempotency_key:)");

	private StoryboardCopy() {
	}

	static String of(String storyboard) {
		return FutureDates.move(dateRepetitions(nameOperations(FutureDates.pinAsap(storyboard))));
	}

	/** AdCP 3.0 knows no {@code operation_id} there, and AdCP 3.2 demands one. */
	static String nameOperations(String text) {
		return UNNAMED_OPERATION.matcher(text)
			.replaceAll((found) -> found.group() + found.group(2) + "operation_id: \"op_conformance\"\n");
	}

	/**
	 * Give a flight to the repeated request of {@code webhook_emission} in 3.1.19, as
	 * 3.0.26 has it. Without one, the runner takes the time of each step, which is
	 * another request each time.
	 */
	static String dateRepetitions(String text) {
		return UNDATED_REPETITION.matcher(text).replaceAll((found) -> {
			String indent = found.group(1);
			return found.group().stripTrailing() + "\n" + indent + "start_time: \"2099-07-01T00:00:00Z\"\n" + indent
					+ "end_time: \"2099-07-31T23:59:59Z\"\n" + indent;
		});
	}

}
