package io.adcp.spring.client;

import java.util.Locale;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.IdempotencyUnsupportedException;
import io.adcp.spring.Recovery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static io.adcp.spring.client.ScriptedSeller.answered;
import static io.adcp.spring.client.ScriptedSeller.lost;
import static io.adcp.spring.client.ScriptedSeller.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Answers whose status is no success, and sellers that tell no capabilities.
 */
class StatusFailureTests {

	private final ScriptedSeller seller = new ScriptedSeller();

	private final AdcpClient client = this.seller.client().build();

	@ParameterizedTest
	@ValueSource(strings = { "failed", "rejected", "canceled" })
	void aTaskThatFailedWithoutAnErrorIsNoSuccess(String status) {
		this.seller.script(answered("{\"status\":\"" + status + "\",\"message\":\"Not today\",\"reason\":\"policy\"}"));
		assertThatExceptionOfType(AdcpTaskException.class).isThrownBy(this::book).satisfies((failure) -> {
			assertThat(failure.code()).isEqualTo("TASK_" + status.toUpperCase(Locale.ROOT));
			assertThat(failure.recovery()).isEqualTo(Recovery.TERMINAL);
			assertThat(failure).hasMessageContaining("Not today");
		});
		assertThat(this.seller.sent()).hasSize(1);
	}

	@Test
	void aFailureWithoutAnErrorDoesNotSettleAnEarlierAttempt() {
		this.seller.script(lost(), answered("{\"status\":\"failed\"}"));
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(this::book);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "update_media_buy | {\"status\":\"canceled\",\"media_buy_id\":\"mb-1\"}",
					"create_media_buy | {\"status\":\"rejected\",\"media_buy_id\":\"mb-1\"}",
					"acquire_rights | {\"status\":\"rejected\",\"rights_id\":\"r-1\",\"reason\":\"x\"}",
					"get_task_status | {\"status\":\"failed\",\"task_id\":\"t-1\",\"task_type\":\"create_media_buy\"}",
					"get_products | {\"status\":\"rejected\",\"message\":\"Nothing for you\"}" })
	void theStateOfWhatTheAnswerIsAboutIsNoFailure(String task, String answer) {
		this.seller.script(answered(answer));
		assertThat(this.client.task(task).call(JsonNode.class).status()).isIn("canceled", "rejected", "failed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "INVALID_REQUEST", "UNSUPPORTED_FEATURE", "VERSION_UNSUPPORTED" })
	void aSellerWithoutCapabilitiesPromisesNothing(String code) {
		this.seller.script(answered("{}")).capabilities(refused(code));
		assertThatExceptionOfType(IdempotencyUnsupportedException.class).isThrownBy(this::book)
			.withMessageContaining("does not answer get_adcp_capabilities (" + code)
			.withMessageContaining("adcp.client.agents.acme.require-idempotency=false")
			.satisfies((failure) -> assertThat(failure.idempotencyKey()).isNotNull());
		assertThat(this.seller.sent()).isEmpty();
		this.seller.client().requireIdempotency(false).build().createMediaBuy(null).call(JsonNode.class);
		assertThat(this.client.getProducts(null).call(JsonNode.class).attempts()).isEqualTo(1);
	}

	private AdcpResult<JsonNode> book() {
		return this.client.task(AdcpTask.CREATE_MEDIA_BUY).call(JsonNode.class);
	}

}
