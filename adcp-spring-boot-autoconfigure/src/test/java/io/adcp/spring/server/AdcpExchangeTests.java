package io.adcp.spring.server;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.adcp.spring.AdcpAuthenticationException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.wire.StrictJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class AdcpExchangeTests {

	private static final String KEY = IdempotencyKey.generate();

	private final ExchangeFactory exchanges = new ExchangeFactory(new HashedAccountResolver("salt"),
			PayloadHasher.CANONICAL, new ResponseCodec(JsonMapper.shared()), ServedVersions.ALL);

	@Test
	void theScopeIsAgentAndAccount() {
		IdempotencyRequest one = keyed(AdcpTask.CREATE_MEDIA_BUY, "\"account\":{\"account_id\":\"a\"}");
		IdempotencyRequest other = keyed(AdcpTask.CREATE_MEDIA_BUY, "\"account\":{\"account_id\":\"b\"}");
		assertThat(one.scope().agent()).isEqualTo("agent");
		assertThat(one.scope()).isNotEqualTo(other.scope());
	}

	@Test
	void aNaturalKeyEntersTheScopeAsASaltedHashOnly() {
		String account = "\"account\":{\"brand\":{\"domain\":\"acme.example\"},\"operator\":\"pinnacle.example\"}";
		IdempotencyRequest request = keyed(AdcpTask.CREATE_MEDIA_BUY, account);
		assertThat(request.scope().account()).startsWith("key:").doesNotContain("acme", "pinnacle");
		HashedAccountResolver elsewhere = new HashedAccountResolver("another salt");
		assertThat(elsewhere.resolve("agent", json("{" + account + "}"))).isNotEqualTo(request.scope().account());
	}

	@Test
	void anAccountIdThatIsTooLongIsRefused() {
		assertThat(keyed(AdcpTask.CREATE_MEDIA_BUY, "\"account\":{\"account_id\":\"" + "a".repeat(255) + "\"}").scope()
			.account()).hasSize("id:".length() + 255);
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(
					() -> keyed(AdcpTask.CREATE_MEDIA_BUY, "\"account\":{\"account_id\":\"" + "a".repeat(256) + "\"}"))
			.satisfies((ex) -> assertThat(ex.error().field()).isEqualTo("account.account_id"));
	}

	@Test
	void theOrderOfAnAccountsMembersDoesNotMatter() {
		assertThat(keyed(AdcpTask.CREATE_MEDIA_BUY, "\"account\":{\"operator\":\"o\",\"brand\":{\"domain\":\"b\"}}")
			.scope())
			.isEqualTo(keyed(AdcpTask.CREATE_MEDIA_BUY, "\"account\":{\"brand\":{\"domain\":\"b\"},\"operator\":\"o\"}")
				.scope());
	}

	@Test
	void aSessionIsPartOfTheScopeOfSiSendMessageAndOfNoOther() {
		assertThat(keyed(AdcpTask.SI_SEND_MESSAGE, "\"session_id\":\"s-1\"").scope().session()).isEqualTo("s-1");
		assertThat(keyed(AdcpTask.SI_INITIATE_SESSION, "\"session_id\":\"s-1\"").scope().session()).isNull();
	}

	@Test
	void withoutAnAuthenticatedAgentACallWithAKeyIsRefused() {
		AdcpExchange exchange = exchange(AdcpTask.CREATE_MEDIA_BUY, null, "{\"idempotency_key\":\"" + KEY + "\"}");
		assertThatExceptionOfType(AdcpAuthenticationException.class).isThrownBy(exchange::idempotencyRequest)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("AUTH_MISSING"));
	}

	@Test
	void aKeyedTaskNeedsAKeyAndAReadDoesNot() {
		assertThat(exchange(AdcpTask.GET_PRODUCTS, "agent", "{}").idempotencyRequest()).isEqualTo(Optional.empty());
		for (String request : new String[] { "{}", "{\"idempotency_key\":null}", "{\"idempotency_key\":17}",
				"{\"idempotency_key\":\"short\"}", "{\"idempotency_key\":\"aaaaaaaaaaaaaaaaaaaaaaaa\"}" }) {
			assertThatExceptionOfType(InvalidRequestException.class).as(request)
				.isThrownBy(exchange(AdcpTask.CREATE_MEDIA_BUY, "agent", request)::requireKey)
				.satisfies((ex) -> assertThat(ex.error().field()).isEqualTo("idempotency_key"));
		}
	}

	@Test
	void theEnvelopesFieldsDoNotCountButEverythingElseDoes() {
		IdempotencyRequest plain = keyed(AdcpTask.CREATE_MEDIA_BUY, "\"budget\":5");
		assertThat(keyed(AdcpTask.CREATE_MEDIA_BUY,
				"\"budget\":5.0,\"context\":{\"trace\":1},\"governance_context\":\"g\"")
			.payload()).isEqualTo(plain.payload());
		assertThat(keyed(AdcpTask.CREATE_MEDIA_BUY, "\"budget\":5,\"ext\":{}").payload()).isNotEqualTo(plain.payload());
		assertThat(keyed(AdcpTask.CREATE_MEDIA_BUY, "\"budget\":5,\"context_id\":\"c\"").payload())
			.isNotEqualTo(plain.payload());
	}

	@Test
	void onlyEightCharactersOfAKeyAreEverShown() {
		AdcpExchange exchange = exchange(AdcpTask.CREATE_MEDIA_BUY, "agent", "{\"idempotency_key\":\"" + KEY + "\"}");
		assertThat(exchange.toString() + exchange.idempotencyRequest()).contains(KEY.substring(0, 8))
			.doesNotContain(KEY.substring(0, 9));
	}

	@Test
	void theCurrentExchangeIsTheInnermostAndEndsWithItsBinding() {
		AdcpExchange outer = exchange(AdcpTask.CREATE_MEDIA_BUY, "agent", "{}");
		AdcpExchange inner = exchange(AdcpTask.GET_PRODUCTS, "agent", "{}");
		try (AdcpExchange.Binding first = outer.bind()) {
			try (AdcpExchange.Binding second = inner.bind()) {
				assertThat(AdcpExchange.current()).isSameAs(inner);
			}
			assertThat(AdcpExchange.current()).isSameAs(outer);
		}
		assertThatIllegalStateException().isThrownBy(AdcpExchange::current);
	}

	private IdempotencyRequest keyed(String task, String members) {
		return exchange(task, "agent", "{\"idempotency_key\":\"" + KEY + "\"," + members + "}").idempotencyRequest()
			.orElseThrow();
	}

	private AdcpExchange exchange(String task, @Nullable String agent, String request) {
		return this.exchanges.create(task, json(request), agent);
	}

	private static JsonNode json(String text) {
		return StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
	}

}
