package io.adcp.spring.client;

import java.time.Duration;
import java.util.Map;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.client.mcp.McpTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Answers in odd but readable shapes, and one that is no answer.
 */
class ReceivedEventsTests {

	private static final String MARK = "\uFEFF";

	private static final String MESSAGE = "{\"jsonrpc\":\"2.0\",\"id\":\"ID\",\"result\":{\"structuredContent\":"
			+ "{\"media_buy_id\":\"mb-1\"}}}";

	private final FaultServer seller = new FaultServer();

	private final SkippedWaits waits = new SkippedWaits();

	@AfterEach
	void stop() {
		this.seller.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: " + MESSAGE + "\n\n", "event: message\r\ndata: " + MESSAGE + "\r\n\r\n",
			": hello\n\ndata:" + MESSAGE + "\n\n", "data: \n\ndata: " + MESSAGE + "\n\n" })
	void aByteOrderMarkBeforeEventsIsPassedOver(String events) {
		this.seller.script(FaultServer.sse(MARK + events));
		assertBookedAtOnce();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r" })
	void linesEndAsTheSellerLikes(String end) {
		String half = MESSAGE.substring(0, 16);
		this.seller.script(
				FaultServer.sse(("id: 1#data: " + half + "#data:" + MESSAGE.substring(16) + "##").replace("#", end)),
				FaultServer.success("{}"));
		assertBookedAtOnce();
	}

	@Test
	void anEventWhoseLastLineBreakIsMissingIsRead() {
		this.seller.script(FaultServer.sse("data: " + MESSAGE));
		assertBookedAtOnce();
	}

	@Test
	void aByteOrderMarkMayComeInPieces() {
		this.seller.script((exchange) -> {
			exchange.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
			for (byte piece : new byte[] { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF }) {
				exchange.write("1\r\n");
				exchange.socket().getOutputStream().write(piece);
				exchange.write("\r\n");
			}
			String data = "data: " + MESSAGE.replace("ID", exchange.request().jsonRpcId()) + "\n\n";
			exchange.write(Integer.toHexString(data.length()) + "\r\n" + data + "\r\n0\r\n\r\n");
		});
		assertBookedAtOnce();
	}

	@Test
	void aByteOrderMarkBeforeJsonIsPassedOver() {
		this.seller.script((exchange) -> exchange.respond(200, "application/json",
				MARK + MESSAGE.replace("ID", exchange.request().jsonRpcId())));
		assertBookedAtOnce();
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "text/html;charset=utf-8", "application/xhtml+xml" })
	void anHtmlPageIsNotRepeatedAndTheAddressIsDoubted(String type) {
		this.seller.script(FaultServer.body(type, "<html>Welcome</html>"));
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(this::book)
			.havingCause()
			.withMessageContaining("is this an MCP endpoint?")
			.withMessageContaining("adcp.client.agents.acme.url");
		assertThat(this.seller.requests()).hasSize(1);
	}

	@Test
	void aReadSaysPlainlyThatThereIsAnHtmlPage() {
		this.seller.script(FaultServer.body("text/html", "<html>Welcome</html>"));
		assertThatExceptionOfType(AdcpTransportException.class)
			.isThrownBy(() -> client().task(AdcpTask.GET_PRODUCTS).call(JsonNode.class))
			.withMessageContaining("is this an MCP endpoint?");
		assertThat(this.seller.requests()).hasSize(1);
	}

	@Test
	void anAnswerUnderTheWrongTypeIsStillOne() {
		this.seller.script((exchange) -> exchange.respond(200, "text/html",
				MESSAGE.replace("ID", exchange.request().jsonRpcId())));
		assertBookedAtOnce();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "9223372036854775807", "1e30", "31536000000000000", "99999999999999999999999", "1e999999" })
	void aReplayWindowBeyondAllMeasureIsTheLongestThatAdcpAllows(String seconds) {
		this.seller
			.capabilities("{\"adcp\":{\"idempotency\":{\"supported\":true,\"replay_ttl_seconds\":" + seconds
					+ ",\"in_flight_max_seconds\":" + seconds + "}}}")
			.script(FaultServer.error("{\"code\":\"IDEMPOTENCY_IN_FLIGHT\",\"retry_after\":1}"),
					FaultServer.success("{}"));
		assertThat(builder().requireIdempotency(true).build().createMediaBuy(null).call(JsonNode.class).attempts())
			.isEqualTo(2);
		assertThat(this.seller.capabilityRequests()).hasSize(1);
	}

	private void assertBookedAtOnce() {
		AdcpResult<JsonNode> result = book();
		assertThat(result.attempts()).isEqualTo(1);
		assertThat(result.body().path("media_buy_id").asString()).isEqualTo("mb-1");
	}

	private AdcpResult<JsonNode> book() {
		return client().createMediaBuy(Map.of("buyer_ref", "b")).call(JsonNode.class);
	}

	private AdcpClient client() {
		return builder().build();
	}

	private AdcpClientBuilder builder() {
		return AdcpClient.builder("acme", McpTransport.builder(this.seller.url()).build())
			.requireIdempotency(false)
			.attemptTimeout(Duration.ofSeconds(20))
			.scheduler(this.waits)
			.listener(this.waits);
	}

}
