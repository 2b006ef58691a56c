package io.adcp.spring.sample.seller.schema;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.sample.seller.A2aSellerClient;
import io.adcp.spring.sample.seller.SellerClient;
import io.adcp.spring.sample.seller.SellerTest;
import io.adcp.spring.wire.AdcpErrorBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is answered over the wire is what the official schemas of AdCP describe, for each
 * release that is served.
 */
@SellerTest
@TestPropertySource(properties = "adcp.server.a2a.enabled=true")
class AnswersFollowTheSchemasTests {

	private static final String TOKEN = "sample-token-pinnacle-agency-4f7c";

	@LocalServerPort
	private int port;

	@ParameterizedTest
	// There are no schemas of 3.2 here, and its envelope is as that of 3.1.
	@CsvSource({ "3.0, 3.0.26", "3.1, 3.1.19", "3.2, 3.1.19" })
	void everyAnswerOfTheSeller(String asked, String release) {
		assertAllFollow(release, new TradingDay(new SellerClient(this.port, TOKEN), asked));
	}

	@ParameterizedTest
	@CsvSource({ "3.0, 3.0.26", "3.1, 3.1.19", "3.2, 3.1.19" })
	void everyAnswerOfTheSellerOverA2a(String asked, String release) {
		assertAllFollow(release, new TradingDay(new A2aSellerClient(this.port, TOKEN), asked));
	}

	private static void assertAllFollow(String release, TradingDay day) {
		AdcpSchemas schemas = new AdcpSchemas(release);
		List<TradingDay.Answered> answers = day.answers();
		assertThat(answers).hasSizeGreaterThanOrEqualTo(50);
		Map<String, List<String>> wrong = new TreeMap<>();
		for (TradingDay.Answered answer : answers) {
			List<String> violations = violations(schemas, answer);
			if (!violations.isEmpty()) {
				wrong.put(answer.name(), violations);
			}
		}
		assertThat(wrong).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "3.0.26", "3.1.19" })
	void everyErrorThatTheStarterKnows(String release) {
		AdcpSchemas schemas = new AdcpSchemas(release);
		for (AdcpErrorCode code : AdcpErrorCode.values()) {
			AdcpError error = AdcpError.of(code, "A sentence")
				.withIssue("/packages/0/budget", "must be positive", "minimum")
				.withRetryAfter(Duration.ofDays(1))
				.withSuggestion("Another sentence")
				.withDetails(Map.of("limit", 60));
			JsonNode body = AdcpErrorBody.write(error, null);
			assertThat(errors(body).flatMap((written) -> schemas.violations("core/error", written).stream()))
				.as(code.name())
				.isEmpty();
			assertThat(schemas.violations("media-buy/create-media-buy-response", body)).as(code.name()).isEmpty();
		}
	}

	@Test
	void theDetailsOfAnUnsupportedVersion() {
		AdcpSchemas schemas = new AdcpSchemas("3.1.19");
		for (String asked : List.of("99.0", "3.1-beta.5", "three")) {
			JsonNode answer = new SellerClient(this.port, TOKEN)
				.call("get_products", "{'adcp_version': '%s'}".formatted(asked))
				.body();
			assertThat(answer.at("/adcp_error/code").asString()).isEqualTo("VERSION_UNSUPPORTED");
			assertThat(schemas.violations("error-details/version-unsupported", answer.at("/adcp_error/details")))
				.isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "3.0.26", "3.1.19" })
	void whatIsWrongIsFound(String release) {
		AdcpSchemas schemas = new AdcpSchemas(release);
		assertThat(schemas.violations("core/error", SellerClient.json("""
				{'code': 'X', 'message': 'm', 'issues': [{'field': 'a', 'message': 'm'}], 'retry_after': 86400}""")))
			.hasSize(3);
		assertThat(schemas.violations("media-buy/create-media-buy-response", SellerClient
			.json("""
					{'media_buy_id': 'm', 'packages': [], 'revision': 1, 'confirmed_at': 'today', 'status': 'completed'}""")))
			.isNotEmpty();
		assertThat(schemas.violations("media-buy/get-media-buys-response", SellerClient.json("""
				{'status': 'completed', 'media_buys': [{'media_buy_id': 'm', 'status': 'dreaming', 'currency': 'USD',
				 'total_budget': 1, 'packages': []}]}"""))).isNotEmpty();
	}

	private static List<String> violations(AdcpSchemas schemas, TradingDay.Answered answer) {
		JsonNode body = answer.body();
		List<String> violations = new ArrayList<>();
		if (!body.has("adcp_error") || schemas.describesFailures(answer.schema())) {
			violations.addAll(schemas.violations(answer.schema(), body));
		}
		else if (schemas.haveFlatEnvelope()) {
			violations.addAll(schemas.violations("core/protocol-envelope", body));
		}
		errors(body).forEach((error) -> violations.addAll(schemas.violations("core/error", error)));
		return violations;
	}

	private static Stream<JsonNode> errors(JsonNode body) {
		return Stream.concat(body.has("adcp_error") ? Stream.of(body.get("adcp_error")) : Stream.empty(),
				body.path("errors").valueStream());
	}

}
