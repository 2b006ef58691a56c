package io.adcp.spring.webhook;

import java.util.List;
import java.util.Map;

import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.InvalidRequestException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Which {@code push_notification_config} is accepted (AdCP 3.2, webhooks).
 */
class PushNotificationRulesTests {

	private static final String AUTHENTICATED = """
			{"url":"https://b.example/","operation_id":"op","authentication":%s}""";

	@Test
	void acceptsAUrlAndAnOperation() {
		assertThatNoException().isThrownBy(() -> check(true, false, """
				{"url":"https://buyer.example/hooks","operation_id":"op_1.a:b-C","token":"0123456789abcdef","x":1}"""));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			value = { "[] | ", "\"https://b.example\" | ", "null | ", "{\"operation_id\":\"op\"} | /url",
					"{\"url\":7,\"operation_id\":\"op\"} | /url", "{\"url\":\"\",\"operation_id\":\"op\"} | /url",
					"{\"url\":\"http://b.example\",\"operation_id\":\"op\"} | /url",
					"{\"url\":\"https://127.0.0.1 /\",\"operation_id\":\"op\"} | /url",
					"{\"url\":\"https://b.example\"} | /operation_id",
					"{\"url\":\"https://b.example\",\"operation_id\":\"\"} | /operation_id",
					"{\"url\":\"https://b.example\",\"operation_id\":\"a b\"} | /operation_id",
					"{\"url\":\"https://b.example\",\"operation_id\":17} | /operation_id",
					"{\"url\":\"https://b.example\",\"operation_id\":\"op\",\"token\":\"short\"} | /token",
					"{\"url\":\"https://b.example\",\"operation_id\":\"op\",\"token\":null} | /token" })
	void refusesTheRestAndPointsAtIt(String config, String pointer) {
		assertRefusedAt((pointer != null) ? pointer : "", () -> check(true, true, config));
	}

	@Test
	void refusesAnOversizeUrlTokenAndOperation() {
		String url = "https://b.example/" + "a".repeat(PushNotificationRules.MAX_URL - 18);
		assertThatNoException().isThrownBy(() -> check(true, false, Map.of("url", url, "operation_id", "op")));
		assertRefusedAt("/url", () -> check(true, false, Map.of("url", url + "a", "operation_id", "op")));
		assertRefusedAt("/operation_id",
				() -> check(true, false, Map.of("url", "https://b.example", "operation_id", "o".repeat(256))));
		assertRefusedAt("/token", () -> check(true, false,
				Map.of("url", "https://b.example", "operation_id", "op", "token", "t".repeat(4097))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "null",
			"{\"schemes\":[\"Bearer\"],\"credentials\":\"0123456789abcdef0123456789abcdef\"}",
			"{\"schemes\":[\"HMAC-SHA256\",\"Bearer\"],\"credentials\":\"0123456789abcdef0123456789abcdef\"}",
			"{\"schemes\":[],\"credentials\":\"0123456789abcdef0123456789abcdef\"}",
			"{\"schemes\":\"HMAC-SHA256\",\"credentials\":\"0123456789abcdef0123456789abcdef\"}" })
	void refusesBearerAndEverythingElseButHmac(String authentication) {
		assertRefusedAt("/authentication/schemes", () -> check(true, true, AUTHENTICATED.formatted(authentication)));
	}

	@Test
	void refusesHmacUnlessItIsAllowed() {
		Map<String, ?> config = Tasks.hmacConfig("https://b.example/");
		assertThatNoException().isThrownBy(() -> check(true, true, config));
		assertRefusedAt("/authentication/schemes", () -> check(true, false, config));
	}

	@Test
	void refusesCredentialsThatAreTooShort() {
		assertRefusedAt("/authentication/credentials",
				() -> check(true, true, Map.of("url", "https://b.example/", "operation_id", "op", "authentication",
						Map.of("schemes", List.of("HMAC-SHA256"), "credentials", "a".repeat(31)))));
	}

	@Test
	void refusesWhatCannotBeSignedForLackOfAKey() {
		assertRefusedAt("", () -> check(false, false, Tasks.config("https://b.example/")));
		assertRefusedAt("", () -> check(false, true, Tasks.config("https://b.example/")));
		assertThatNoException().isThrownBy(() -> check(false, true, Tasks.hmacConfig("https://b.example/")));
	}

	@Test
	void neverRepeatsWhatIsSecret() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> check(true, false, Tasks.hmacConfig("https://b.example/")))
			.satisfies((ex) -> assertThat(ex.toString() + ex.error()).doesNotContain(Tasks.SECRET)
				.doesNotContain("a token of the buyer"));
	}

	private static void assertRefusedAt(String pointer, ThrowingCallable check) {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(check).satisfies((ex) -> {
			assertThat(ex.code()).isEqualTo(AdcpErrorCode.INVALID_REQUEST.name());
			assertThat(ex.error().issues()).hasSize(1);
			assertThat(ex.error().issues().get(0)).containsEntry("pointer", "/push_notification_config" + pointer);
		});
	}

	private static void check(boolean signs, boolean hmac, String config) {
		new PushNotificationRules(signs, hmac, new TargetRules(false)).check(Tasks.json(config));
	}

	private static void check(boolean signs, boolean hmac, Map<String, ?> config) {
		check(signs, hmac, tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(config));
	}

}
