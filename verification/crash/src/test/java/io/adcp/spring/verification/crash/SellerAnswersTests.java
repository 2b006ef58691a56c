package io.adcp.spring.verification.crash;

import java.nio.charset.StandardCharsets;

import io.adcp.spring.verification.crash.SellerAnswers.Kind;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the run sees what it is there to see.
 */
class SellerAnswersTests {

	private static final String KEY = "2f6c1f0e-93c6-4b39-a4a5-9f6d3e0b7a11";

	private final SellerAnswers answers = new SellerAnswers(1);

	@Test
	void aReplayOfTheSameBytesIsNoMismatch() {
		assertThat(answer(false, "\"media_buy_id\":\"mb_1\",\"n\":1.0}")).isEqualTo(Kind.FRESH);
		assertThat(answer(true, "\"media_buy_id\":\"mb_1\",\"n\":1.0}")).isEqualTo(Kind.REPLAY);
		this.answers.stored("c", bytes("{\"media_buy_id\":\"mb_1\",\"n\":1.0}"));
		assertThat(this.answers.mismatches()).isEmpty();
	}

	@Test
	void oneOtherByteIsAMismatch() {
		answer(false, "\"media_buy_id\":\"mb_1\",\"n\":1.0}");
		answer(true, "\"media_buy_id\":\"mb_1\",\"n\":1}");
		assertThat(this.answers.mismatches()).hasSize(1);
	}

	@Test
	void aStoredResponseThatWasNotAnsweredIsAMismatch() {
		answer(false, "\"media_buy_id\":\"mb_1\"}");
		this.answers.stored("c", bytes("{\"media_buy_id\":\"mb_2\"}"));
		assertThat(this.answers.mismatches()).hasSize(1);
	}

	@Test
	void aRequestWithAnotherKeyOrOtherBytesIsAMismatch() {
		assertThat(request("\"n\":1")).isEqualTo("c");
		assertThat(request("\"n\":1")).isEqualTo("c");
		assertThat(this.answers.mismatches()).isEmpty();
		assertThat(this.answers.enough()).isCompleted();
		request("\"n\":2");
		assertThat(this.answers.mismatches()).hasSize(1);
		assertThat(this.answers.calls()).isOne();
	}

	private Kind answer(boolean replayed, String inner) {
		String text = "{\"replayed\":%s,\"idempotency_key\":\"%s\",%s".formatted(replayed, KEY, inner);
		String quoted = JsonMapper.shared().writeValueAsString(text);
		return this.answers.answer("c", 200,
				bytes("{\"result\":{\"content\":[{\"type\":\"text\",\"text\":%s}]}}".formatted(quoted)));
	}

	private String request(String field) {
		return this.answers.request(bytes("""
				{"params":{"arguments":{"idempotency_key":"%s","po_number":"c",%s}}}""".formatted(KEY, field)));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
