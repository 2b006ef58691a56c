package io.adcp.spring.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.downstream.AdcpClaim;
import io.adcp.spring.downstream.Downstream;
import io.adcp.spring.downstream.OpenClaims;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.TaskDispatcher;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a handler under a claim has answered is encrypted where keys are set, as every
 * answer is.
 */
class EncryptedClaimTests {

	private static final String SECRET_TEXT = "a text of the business";

	private final ApplicationContextRunner seller = SellerContext.application()
		.withBean(Priced.class)
		.withBean(PriceList.class)
		.withPropertyValues("spring.datasource.generate-unique-name=true",
				"adcp.idempotency.encryption.keys[0]=k1:" + "A".repeat(43) + "=");

	private final String request = JsonMapper.shared()
		.writeValueAsString(Map.of("idempotency_key", IdempotencyKey.generate(), "note", SECRET_TEXT));

	@Test
	void theAnswerOfItsCommit() {
		this.seller.run((context) -> {
			assertThat(answer(context).path("price").asString()).isEqualTo(SECRET_TEXT);
			assertStoredEncrypted(context);
			JsonNode replay = answer(context);
			assertThat(replay.path("replayed").asBoolean()).isTrue();
			assertThat(replay.path("price").asString()).isEqualTo(SECRET_TEXT);
		});
	}

	@Test
	void theAnswerThatAnOperatorSettlesItWith() {
		this.seller.run((context) -> {
			context.getBean(PriceList.class).down = true;
			assertThat(answer(context).at("/adcp_error/code").asString()).isEqualTo("IDEMPOTENCY_IN_FLIGHT");
			assertThat(claims(context)).hasSize(1).allSatisfy((calls) -> assertThat(calls).doesNotContain(SECRET_TEXT));
			OpenClaims open = context.getBean(OpenClaims.class);
			assertThat(open.settleAsCommitted(open.reconciliationRequired(1).get(0).id(),
					"{\"price\":\"" + SECRET_TEXT + "\"}", "jane"))
				.isTrue();
			assertStoredEncrypted(context);
			assertThat(answer(context).path("price").asString()).isEqualTo(SECRET_TEXT);
		});
	}

	private static void assertStoredEncrypted(ApplicationContext context) {
		assertThat(context.getBean(JdbcTemplate.class)
			.query("SELECT response FROM adcp_idempotency",
					(row, number) -> new String(row.getBytes(1), StandardCharsets.UTF_8)))
			.singleElement()
			.asString()
			.startsWith("adcp1:k1:")
			.doesNotContain(SECRET_TEXT);
	}

	private static List<String> claims(ApplicationContext context) {
		return context.getBean(JdbcTemplate.class)
			.queryForList("SELECT calls FROM adcp_idempotency_claim", String.class);
	}

	private JsonNode answer(ApplicationContext context) {
		return JsonMapper.shared()
			.readTree(context.getBean(TaskDispatcher.class)
				.dispatch(AdcpTask.UPDATE_MEDIA_BUY, JsonMapper.shared().readTree(this.request), "agent-1")
				.body());
	}

	@AdcpController
	static class Priced {

		private final PriceList prices;

		Priced(PriceList prices) {
			this.prices = prices;
		}

		@Idempotent
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public Map<String, Object> update(JsonNode request, AdcpClaim claim) {
			String price = claim.call(this.prices, request.path("note").asString());
			return claim.commit(() -> Map.of("price", price));
		}

	}

	static final class PriceList implements Downstream<String, String> {

		boolean down;

		@Override
		public String name() {
			return "price-list";
		}

		@Override
		public String invoke(String requestId, String request) {
			if (this.down) {
				throw new IllegalStateException("down");
			}
			return request;
		}

		@Override
		public Optional<String> find(String requestId) {
			throw new IllegalStateException("down");
		}

	}

}
