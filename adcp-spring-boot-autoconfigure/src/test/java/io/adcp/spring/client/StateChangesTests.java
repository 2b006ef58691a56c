package io.adcp.spring.client;

import java.util.List;
import java.util.Map;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static io.adcp.spring.client.AdcpClient.useIdempotencyKey;
import static io.adcp.spring.client.ScriptedSeller.answered;
import static io.adcp.spring.client.ScriptedSeller.lost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Calls of reads that change the seller's state nevertheless.
 */
class StateChangesTests {

	private static final Map<String, Object> FINALIZE = Map.of("buying_mode", "refine", "refine",
			List.of(Map.of("scope", "proposal", "proposal_id", "p-1", "action", "finalize")));

	private final ScriptedSeller seller = new ScriptedSeller().script(answered("{\"products\":[]}"));

	private final AdcpClient client = this.seller.client().build();

	@Test
	void finalizingProposalsCarriesAKey() {
		AdcpResult<JsonNode> result = this.client.getProducts(FINALIZE).call(JsonNode.class);
		assertThat(result.idempotencyKey()).isNotNull();
		assertThat(
				JsonMapper.shared().readTree(this.seller.sent().get(0).arguments()).path("idempotency_key").asString())
			.isEqualTo(result.idempotencyKey());
		String key = IdempotencyKey.generate();
		assertThat(
				useIdempotencyKey(key, () -> this.client.getProducts(FINALIZE).call(JsonNode.class)).idempotencyKey())
			.isEqualTo(key);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.client.task(AdcpTask.GET_PRODUCTS).body(FINALIZE).keyed(false).prepare());
	}

	@Test
	void aFinalizationOfUnknownOutcomeSaysSo() {
		this.seller.script(lost());
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class)
			.isThrownBy(() -> this.client.getProducts(FINALIZE).call(JsonNode.class))
			.satisfies((failure) -> assertThat(AdcpCall.fromJson(failure.call().toJson()).isRead()).isFalse());
	}

	@Test
	void anEvaluationThatHasToBePaidCarriesAKey() {
		assertThat(this.client.task(AdcpTask.GET_CREATIVE_FEATURES).prepare().idempotencyKey()).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"brief\":\"finalize\"}", "{\"refine\":\"finalize\"}",
			"{\"refine\":[{\"scope\":\"proposal\",\"proposal_id\":\"finalize\",\"action\":\"include\"}]}",
			"{\"refine\":[{\"scope\":\"request\",\"ask\":\"finalize\"}]}" })
	void otherSearchesForProductsAreReads(String body) {
		AdcpCall call = this.client.task(AdcpTask.GET_PRODUCTS).body(JsonMapper.shared().readTree(body)).prepare();
		assertThat(call.idempotencyKey()).isNull();
		assertThat(call.isRead()).isTrue();
	}

}
