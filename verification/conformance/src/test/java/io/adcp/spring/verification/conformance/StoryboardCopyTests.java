package io.adcp.spring.verification.conformance;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StoryboardCopyTests {

	@Test
	void aRepeatedRequestWithoutAFlightGetsOne() {
		String request = """
				sample_request:
				  push_notification_config:
				    operation_id: "op_webhook_idempotency_replay"
				  idempotency_key: "k"
				""";
		assertThat(StoryboardCopy.dateRepetitions(request)).isEqualTo("""
				sample_request:
				  push_notification_config:
				    operation_id: "op_webhook_idempotency_replay"
				  start_time: "2099-07-01T00:00:00Z"
				  end_time: "2099-07-31T23:59:59Z"
				  idempotency_key: "k"
				""");
		String dated = request.replace("  idempotency_key", "  start_time: x\n  idempotency_key");
		assertThat(StoryboardCopy.dateRepetitions(dated)).isEqualTo(dated);
	}

	@Test
	void aWebhookIsAskedForWithTheNameOfItsOperation() {
		String unnamed = """
				request:
				  push_notification_config:
				    url: "https://buyer.example/hook"
				    authentication:
				      schemes: [HMAC-SHA256]
				""";
		String named = unnamed.replace("    authentication",
				"    operation_id: \"op_conformance\"\n    authentication");
		assertThat(StoryboardCopy.of(unnamed)).isEqualTo(named);
		assertThat(StoryboardCopy.of(named)).isEqualTo(named);
	}

}
