package io.adcp.spring.client;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import io.adcp.spring.AdcpAuthenticationException;
import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.RateLimitedException;
import io.adcp.spring.client.FaultServer.Step;
import io.adcp.spring.client.mcp.McpTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * An HTTP status other than 2xx counts whatever comes with it, and what the seller says
 * with it is not lost.
 */
class RefusedStatusTests {

	private static final String KEY = "5f0c2f5e-8e0b-4a51-9f7e-0b8a9d2c4e61";

	private static final String TOKEN = "token-of-sixteen-or-more";

	private static final Step DONE = FaultServer.success("{\"media_buy_id\":\"mb-1\"}");

	/** What stands in a JSON-RPC error's data without being an AdCP error. */
	private static final String DATA = "\"error\":{\"code\":-32000,\"message\":\"said by the seller\","
			+ "\"data\":{\"trace\":\"t-1\"}}";

	private final SkippedWaits waits = new SkippedWaits();

	private final FaultServer seller = new FaultServer();

	@AfterEach
	void stop() {
		this.seller.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 503 })
	void retryAfterCountsWithAnErrorThatIsNoneOfAdcps(int status) {
		this.seller.script(status(status, DATA, "Retry-After: 7"), DONE);
		assertThat(book().attempts()).isEqualTo(2);
		assertThat(this.waits.waits()).singleElement()
			.satisfies((wait) -> assertThat(wait).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 503 })
	void retryAfterCountsWhereTheAdcpErrorDoesNotSay(int status) {
		this.seller.script(
				status(status, adcp("{\"code\":\"RATE_LIMITED\",\"message\":\"slow down\"}"), "Retry-After: 7"), DONE);
		assertThat(book().attempts()).isEqualTo(2);
		assertThat(this.waits.waits()).singleElement()
			.satisfies((wait) -> assertThat(wait).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8)));
	}

	@Test
	void theAdcpErrorsOwnWaitGoesFirst() {
		this.seller.script(status(429, adcp("{\"code\":\"RATE_LIMITED\",\"retry_after\":3}"), "Retry-After: 70"), DONE);
		book();
		assertThat(this.waits.waits()).singleElement()
			.satisfies((wait) -> assertThat(wait).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(4)));
	}

	@Test
	void tooManyRequestsEndsAsRateLimited() {
		this.seller.script(status(429, DATA, "Retry-After: 3600"));
		assertThatExceptionOfType(RateLimitedException.class).isThrownBy(this::book)
			.withMessageContaining("said by the seller")
			.satisfies((failure) -> assertThat(failure.retryAfter()).isEqualTo(Duration.ofHours(1)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 402, 405, 406, 409, 410, 413, 415, 422 })
	void aDefiniteRefusalIsNotRepeated(int status) {
		this.seller.script(status(status, DATA), DONE);
		assertThatExceptionOfType(AdcpTransportException.class).isThrownBy(this::book)
			.withMessageContaining("HTTP " + status + ": said by the seller")
			.satisfies((failure) -> assertThat(failure.executionPossible()).isFalse());
		assertThat(this.seller.requests()).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("sessionsGone")
	void aSessionIsRenewedWhateverComesWithTheStatus(String members) {
		this.seller
			.handshake((exchange) -> exchange.respond(200, "application/json",
					exchange.message("\"result\":{\"protocolVersion\":\"2025-06-18\"}"),
					"Mcp-Session-Id: s-" + this.seller.handshakes().size()))
			.script(FaultServer.status(400), DONE, status(404, members), DONE);
		AdcpClient client = client().build();
		book(client);
		assertThat(book(client).attempts()).isEqualTo(1);
		assertThat(this.seller.requests()).hasSize(4);
	}

	static Stream<String> sessionsGone() {
		return Stream.of(DATA, "\"error\":{\"code\":-32001,\"message\":\"Session not found\"}",
				adcp("{\"code\":\"SESSION_NOT_FOUND\",\"recovery\":\"terminal\"}"));
	}

	@Test
	void anAdcpErrorIsNotTakenForAMissingSession() {
		this.seller
			.handshake((exchange) -> exchange.respond(200, "application/json",
					exchange.message("\"result\":{\"protocolVersion\":\"2025-06-18\"}"), "Mcp-Session-Id: s-1"))
			.script(FaultServer.status(400), DONE,
					status(400, adcp("{\"code\":\"VALIDATION_ERROR\",\"message\":\"no budget\"}")));
		AdcpClient client = client().build();
		book(client);
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> book(client))
			.withMessageContaining("no budget");
		assertThat(this.seller.requests()).hasSize(3);
	}

	@Test
	void aBadRequestKeepsWhatTheSellerSays() {
		this.seller.script(status(400, DATA));
		assertThatExceptionOfType(AdcpTransportException.class).isThrownBy(this::book)
			.withMessageContaining("HTTP 400: said by the seller");
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 404, 422 })
	void aRequestThatJsonRpcRefusesIsAnInvalidOne(int status) {
		this.seller.script(status(status, "\"error\":{\"code\":-32602,\"message\":\"no such tool\"}"));
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(this::book)
			.withMessageContaining("no such tool");
		assertThat(this.seller.requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"adcp_error\":{\"code\":\"BUDGET_EXHAUSTED\",\"message\":\"spent\"}}",
			"{\"errors\":[{\"code\":\"BUDGET_EXHAUSTED\",\"message\":\"spent\"}]}" })
	void anAdcpErrorThatStandsAloneIsRead(String body) {
		this.seller.script((exchange) -> exchange.respond(402, "application/json", body));
		assertThatExceptionOfType(AdcpTaskException.class).isThrownBy(this::book)
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo("BUDGET_EXHAUSTED"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403 })
	void refusedCredentialsAreRenewedAndKeepWhatTheSellerSays(int status) {
		this.seller.script(status(status, DATA));
		AdcpAuthenticationException failure = catchThrowableOfType(AdcpAuthenticationException.class,
				() -> book(client().tokenSupplier((agent, refused) -> Mono.just("another-" + refused)).build()));
		assertThat(failure).hasMessageContaining("HTTP " + status + ": said by the seller");
		assertThat(this.seller.requests()).hasSize(2);
	}

	@Test
	void aPermissionThatIsMissingKeepsWhatTheSellerSays() {
		this.seller.script(status(403, adcp("{\"code\":\"PERMISSION_DENIED\",\"message\":\"not your account\"}")));
		assertThatExceptionOfType(AdcpAuthenticationException.class).isThrownBy(this::book)
			.withMessageContaining("not your account")
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo("PERMISSION_DENIED"));
	}

	@Test
	void anAdcpErrorWithForbiddenIsTheSellersOwn() {
		this.seller.script(status(403, adcp("{\"code\":\"ACCOUNT_SUSPENDED\",\"message\":\"unpaid\"}")));
		assertThatExceptionOfType(AdcpTaskException.class).isThrownBy(this::book)
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo("ACCOUNT_SUSPENDED"))
			.withMessageContaining("unpaid");
		assertThat(this.seller.requests()).hasSize(1);
	}

	@Test
	void unauthorizedIsAMatterOfCredentialsWhateverTheErrorsCode() {
		this.seller.script(status(401, adcp("{\"code\":\"ACCOUNT_NOT_FOUND\",\"message\":\"who are you\"}")));
		assertThatExceptionOfType(AdcpAuthenticationException.class).isThrownBy(this::book)
			.withMessageContaining("who are you");
	}

	@Test
	void aSuccessUnderAnErrorsStatusIsNone() {
		this.seller.script((exchange) -> exchange.respond(502, "application/json",
				exchange.message("\"result\":{\"structuredContent\":{\"media_buy_id\":\"mb-0\"}}")), DONE);
		AdcpResult<JsonNode> result = book();
		assertThat(result.attempts()).isEqualTo(2);
		assertThat(result.body().path("media_buy_id").asString()).isEqualTo("mb-1");
	}

	@Test
	void anAdcpErrorDecidesWithAnyStatus() {
		this.seller.script(status(500, adcp("{\"code\":\"PRODUCT_NOT_FOUND\",\"message\":\"none\"}")));
		assertThatExceptionOfType(AdcpTaskException.class).isThrownBy(this::book)
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo("PRODUCT_NOT_FOUND"));
		assertThat(this.seller.requests()).hasSize(1);
	}

	@Test
	void anErrorOfAnotherRequestIsNotTakenForThisOnes() {
		this.seller.script(
				(exchange) -> exchange.respond(503, "application/json",
						"{\"jsonrpc\":\"2.0\",\"id\":\"other\"," + adcp("{\"code\":\"IDEMPOTENCY_CONFLICT\"}") + "}"),
				DONE);
		assertThat(book().attempts()).isEqualTo(2);
	}

	@Test
	void aHandshakeThatIsRefusedForItsCredentialsRenewsThem() {
		this.seller.handshake(FaultServer.status(401)).script(FaultServer.status(400));
		assertThatExceptionOfType(AdcpAuthenticationException.class).isThrownBy(
				() -> book(client().tokenSupplier((agent, refused) -> Mono.just("another-" + refused)).build()));
		assertThat(this.seller.handshakes()).extracting((request) -> request.headers().get("authorization"))
			.containsExactly("Bearer another-null", "Bearer another-another-null");
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 409, 429 })
	void secretsThatTheSellerQuotesAreLeftOut(int status) {
		String quoting = "\"error\":{\"code\":-32000,\"message\":\"" + "x".repeat(470) + " " + KEY + " and " + TOKEN
				+ " \\r\\nforged\"}";
		this.seller.script(status(status, quoting, "Retry-After: 3600"));
		AdcpException failure = catchThrowableOfType(AdcpException.class, () -> book(client().token(TOKEN).build()));
		assertThat(failure.getMessage()).doesNotContain(KEY.substring(0, 12))
			.doesNotContain(TOKEN)
			.doesNotContain("\n");
	}

	@Test
	void aLongTextIsCutWhenTheSecretsAreOutOfIt() {
		this.seller.script(FaultServer.json("\"result\":{\"isError\":true,\"content\":[{\"type\":\"text\",\"text\":\""
				+ "x".repeat(480) + KEY + "\"}]}"));
		AdcpException failure = catchThrowableOfType(AdcpException.class, this::book);
		assertThat(failure.getMessage()).hasSizeLessThan(600).doesNotContain(KEY.substring(0, 12));
	}

	private static String adcp(String error) {
		return "\"error\":{\"code\":-32000,\"message\":\"failed\",\"data\":{\"adcp_error\":" + error + "}}";
	}

	private static Step status(int status, String members, String... headers) {
		return (exchange) -> exchange.respond(status, "application/json", exchange.message(members), headers);
	}

	private AdcpResult<JsonNode> book() {
		return book(client().build());
	}

	private static AdcpResult<JsonNode> book(AdcpClient client) {
		return client.task(AdcpTask.CREATE_MEDIA_BUY)
			.idempotencyKey(KEY)
			.body(Map.of("buyer_ref", "b"))
			.call(JsonNode.class);
	}

	private AdcpClientBuilder client() {
		return AdcpClient.builder("acme", McpTransport.builder(this.seller.url()).build())
			.requireIdempotency(false)
			.scheduler(this.waits)
			.listener(this.waits);
	}

}
