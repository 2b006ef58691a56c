package io.adcp.spring.client;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.client.FaultServer.Step;
import io.adcp.spring.client.mcp.McpTransport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Numbers go out and come in with all their digits.
 */
class DigitsTests {

	private static final String LONG = "12345678901234567.890";

	private static final String CONTENT = "{\"cpm\":1.10,\"total\":" + LONG + "}";

	private final FaultServer seller = new FaultServer();

	@AfterEach
	void stop() {
		this.seller.close();
	}

	@Test
	void aBodyWhoseKeyIsNullGoesOutWithTheDigitsItHas() {
		AdcpCall call = client().task(AdcpTask.CREATE_MEDIA_BUY)
			.body(new Buy(new BigDecimal("1.10"), null, "[ " + LONG + ",1E400,-0.0 ]"))
			.prepare();
		assertThat(new String(call.arguments(), StandardCharsets.UTF_8))
			.isEqualTo("{\"cpm\":1.10,\"idempotency_key\":\"" + call.idempotencyKey() + "\",\"raw\":[ " + LONG
					+ ",1E400,-0.0 ]}");
	}

	static Step[] answers() {
		return new Step[] { FaultServer.success(CONTENT),
				FaultServer.json("\"result\":{\"content\":[{\"type\":\"text\",\"text\":\""
						+ CONTENT.replace("\"", "\\\"") + "\"}]}"),
				FaultServer.sse("data: {\"jsonrpc\":\"2.0\",\"id\":\"ID\",\"result\":{\"structuredContent\":" + CONTENT
						+ "}}\n\n") };
	}

	@ParameterizedTest
	@MethodSource("answers")
	void anAnswerKeepsItsDigits(Step step) {
		this.seller.script(step);
		AdcpResult<Price> price = client().createMediaBuy(null).call(Price.class);
		assertThat(price.body()).isEqualTo(new Price(new BigDecimal("1.10"), new BigDecimal(LONG)));
		assertThat(client().createMediaBuy(null).call(JsonNode.class).body()).hasToString(CONTENT);
		AdcpResult<Map<String, Object>> map = client().task(AdcpTask.CREATE_MEDIA_BUY)
			.call(new ParameterizedTypeReference<>() {
			});
		assertThat(map.body()).containsEntry("total", new BigDecimal(LONG));
	}

	@Test
	void aPlainDoubleIsReadAsBefore() {
		this.seller.script(FaultServer.success(CONTENT));
		assertThat(client().createMediaBuy(null).call(Plain.class).body().cpm()).isEqualTo(1.1);
	}

	@Test
	void theDetailsOfAnErrorKeepTheirDigitsAlsoWhereASecretWasTakenOut() {
		AdcpClient client = client();
		AdcpCall call = client.task(AdcpTask.CREATE_MEDIA_BUY).prepare();
		this.seller.script(FaultServer.error("{\"code\":\"BUDGET_TOO_LOW\",\"message\":\"" + call.idempotencyKey()
				+ "\",\"details\":{\"minimum\":" + LONG + "}}"));
		AdcpTaskException failure = catchThrowableOfType(AdcpTaskException.class,
				() -> client.resume(call, JsonNode.class));
		assertThat(failure.error().details()).containsEntry("minimum", new BigDecimal(LONG));
	}

	private AdcpClient client() {
		return AdcpClient.builder("acme", McpTransport.builder(this.seller.url()).build())
			.requireIdempotency(false)
			.build();
	}

	record Buy(BigDecimal cpm, @JsonProperty("idempotency_key") @Nullable String key, @JsonRawValue String raw) {

	}

	record Price(BigDecimal cpm, BigDecimal total) {

	}

	record Plain(double cpm) {

	}

}
