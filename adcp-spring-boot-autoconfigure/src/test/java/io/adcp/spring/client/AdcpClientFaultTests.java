package io.adcp.spring.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import io.adcp.spring.AdcpAuthenticationException;
import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyExpiredException;
import io.adcp.spring.IdempotencyInFlightException;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.RateLimitedException;
import io.adcp.spring.client.FaultServer.Step;
import io.adcp.spring.client.mcp.McpTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Fault by fault: how often a call is sent, that every attempt has the same bytes, and
 * what the caller gets.
 */
class AdcpClientFaultTests {

	private static final Step BOOKED = FaultServer.success("{\"media_buy_id\":\"mb-1\",\"replayed\":true}");

	private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n";

	private final FaultServer seller = new FaultServer();

	@AfterEach
	void stop() {
		this.seller.close();
	}

	static Stream<Arguments> repeatedFaults() {
		return Stream.of(arguments("reset before the answer", FaultServer.reset("")),
				arguments("reset in the middle of the status line", FaultServer.reset("HTTP/1.1 20")),
				arguments("reset in the middle of the headers", FaultServer.reset(HEAD)),
				arguments("reset after the headers", FaultServer.reset(HEAD + "\r\n")),
				arguments("reset in the middle of the body", FaultServer.reset(HEAD + "\r\n{\"jsonrpc\":\"2.0\"")),
				arguments("closed without an answer", (Step) (exchange) -> {
				}),
				arguments("closed in the middle of the body",
						(Step) (exchange) -> exchange.write(HEAD + "\r\n{\"jsonrpc\":\"2.0\"")),
				arguments("time-out", FaultServer.silence()),
				arguments("time-out after the headers", silenceAfterHead()),
				arguments("empty answer", FaultServer.body("application/json", "")),
				arguments("garbled answer", FaultServer.body("application/json", "{\"jsonrpc\":")),
				arguments("an HTML page", FaultServer.body("text/html", "<html>Sorry</html>")),
				arguments("no answer among the events",
						FaultServer.sse("data: {\"method\":\"notifications/message\"}\n\n")),
				arguments("result without an object", FaultServer.json("\"result\":{\"content\":[]}")),
				arguments("internal JSON-RPC error", FaultServer.json("\"error\":{\"code\":-32603}")),
				arguments("HTTP 500", FaultServer.status(500)), arguments("HTTP 502", FaultServer.status(502)),
				arguments("HTTP 503", FaultServer.status(503, "Retry-After: 0")),
				arguments("HTTP 504", FaultServer.status(504)),
				arguments("HTTP 429", FaultServer.status(429, "Retry-After: 0")),
				arguments("RATE_LIMITED", FaultServer.error("{\"code\":\"RATE_LIMITED\",\"retry_after\":0}")),
				arguments("SERVICE_UNAVAILABLE",
						FaultServer.error("{\"code\":\"SERVICE_UNAVAILABLE\",\"recovery\":\"transient\"}")),
				arguments("IDEMPOTENCY_IN_FLIGHT",
						FaultServer.error("{\"code\":\"IDEMPOTENCY_IN_FLIGHT\",\"retry_after\":0}")),
				arguments("unknown code, no recovery", FaultServer.error("{\"code\":\"AD_SERVER_ASLEEP\"}")),
				arguments("unknown code, unknown recovery",
						FaultServer.error("{\"code\":\"AD_SERVER_ASLEEP\",\"recovery\":\"nap\"}")));
	}

	private static Step silenceAfterHead() {
		return (exchange) -> {
			exchange.write(HEAD + "\r\n{\"json");
			FaultServer.silence().play(exchange);
		};
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("repeatedFaults")
	void repeatsTheSameBytes(String fault, Step step) {
		this.seller.script(step, step, BOOKED);
		AdcpResult<Booked> result = book(client().build());
		assertThat(result.body().media_buy_id()).isEqualTo("mb-1");
		assertThat(result.attempts()).isEqualTo(3);
		assertThat(result.replayed()).isTrue();
		assertThat(this.seller.requests()).hasSize(3);
		assertThat(this.seller.requests()).extracting(FaultServer.Request::text)
			.containsOnly(this.seller.requests().get(0).text());
		assertThat(this.seller.requests().get(0).arguments().path("idempotency_key").stringValue())
			.isEqualTo(result.idempotencyKey());
	}

	static Stream<Arguments> finalErrors() {
		return Stream.of(
				arguments("{\"code\":\"IDEMPOTENCY_CONFLICT\",\"recovery\":\"correctable\"}",
						IdempotencyConflictException.class),
				arguments("{\"code\":\"IDEMPOTENCY_CONFLICT\"}", IdempotencyConflictException.class),
				arguments("{\"code\":\"IDEMPOTENCY_CONFLICT\",\"recovery\":\"transient\"}",
						IdempotencyConflictException.class),
				arguments("{\"code\":\"IDEMPOTENCY_EXPIRED\",\"recovery\":\"correctable\"}",
						IdempotencyExpiredException.class),
				arguments("{\"code\":\"VALIDATION_ERROR\",\"recovery\":\"correctable\"}",
						InvalidRequestException.class),
				arguments("{\"code\":\"AUTH_REQUIRED\"}", AdcpAuthenticationException.class),
				arguments("{\"code\":\"ACCOUNT_SUSPENDED\",\"recovery\":\"terminal\"}", AdcpTaskException.class),
				arguments("{\"code\":\"NO_SUCH_THING\",\"recovery\":\"correctable\"}", AdcpTaskException.class));
	}

	@ParameterizedTest
	@MethodSource("finalErrors")
	void neverRepeatsCorrectableAndTerminalErrors(String error, Class<? extends AdcpException> type) {
		this.seller.script(FaultServer.error(error), BOOKED);
		AdcpException failure = catchThrowableOfType(AdcpException.class, () -> book(client().build()));
		assertThat(failure).isExactlyInstanceOf(type);
		assertThat(failure.idempotencyKey()).isNotNull();
		assertThat(this.seller.requests()).hasSize(1);
	}

	static Stream<Arguments> finalStatuses() {
		return Stream.of(arguments(401, AdcpAuthenticationException.class),
				arguments(403, AdcpAuthenticationException.class), arguments(302, AdcpTransportException.class),
				arguments(404, AdcpTransportException.class), arguments(400, AdcpTransportException.class));
	}

	@ParameterizedTest
	@MethodSource("finalStatuses")
	void neverRepeatsRefusals(int status, Class<? extends AdcpException> type) {
		this.seller.script(FaultServer.status(status, "Location: " + this.seller.url()), BOOKED);
		assertThatExceptionOfType(type).isThrownBy(() -> book(client().build()));
		assertThat(this.seller.requests()).hasSize(1);
	}

	@Test
	void tellsThatTheOutcomeIsUnknownAndLetsTheCallBeResumed() {
		this.seller.script(FaultServer.reset(""), FaultServer.reset(""), BOOKED);
		AdcpUnknownOutcomeException failure = catchThrowableOfType(AdcpUnknownOutcomeException.class,
				() -> book(client().retryPolicy(retries(1)).build()));
		assertThat(failure.attempts()).isEqualTo(2);
		assertThat(failure.idempotencyKey()).isEqualTo(failure.call().idempotencyKey());
		assertThat(failure).hasMessageNotContaining(failure.idempotencyKey());
		AdcpCall stored = AdcpCall.fromJson(failure.call().toJson());
		AdcpResult<Booked> result = client().build().resume(stored, Booked.class);
		assertThat(result.replayed()).isTrue();
		assertThat(this.seller.requests()).extracting(FaultServer.Request::text)
			.hasSize(3)
			.containsOnly(this.seller.requests().get(0).text());
	}

	@Test
	void keepsTheOutcomeUnknownWhenLaterAttemptsAreTurnedAway() {
		Step limited = FaultServer.error("{\"code\":\"RATE_LIMITED\",\"retry_after\":0}");
		this.seller.script(FaultServer.reset(""), limited);
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class)
			.isThrownBy(() -> book(client().retryPolicy(retries(2)).build()))
			.withCauseInstanceOf(RateLimitedException.class);
		assertThat(this.seller.requests()).hasSize(3);
	}

	@Test
	void tellsTheErrorItselfWhereNothingCanHaveBeenExecuted() {
		this.seller.script(FaultServer.error("{\"code\":\"RATE_LIMITED\",\"retry_after\":0}"));
		assertThatExceptionOfType(RateLimitedException.class)
			.isThrownBy(() -> book(client().retryPolicy(retries(2)).build()));
		assertThat(this.seller.requests()).hasSize(3);
	}

	@Test
	void knowsThatNothingWasExecutedWhereNobodyListens() throws IOException {
		URI nobody;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/mcp");
		}
		AdcpClient client = client(nobody).requireIdempotency(false).build();
		assertThatExceptionOfType(AdcpTransportException.class).isThrownBy(() -> book(client))
			.satisfies((failure) -> assertThat(failure.executionPossible()).isFalse())
			.withMessageContaining("could not be reached");
	}

	@Test
	void neverRepeatsAnUnkeyedTaskThatChangesState() {
		this.seller.script(FaultServer.reset(""), BOOKED);
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class)
			.isThrownBy(() -> client().build()
				.task(AdcpTask.SI_TERMINATE_SESSION)
				.body(Map.of("session_id", "s"))
				.call(JsonNode.class))
			.withMessageContaining("look at the seller's state");
		assertThat(this.seller.requests()).hasSize(1);
	}

	@Test
	void repeatsReadsWithoutAKey() {
		this.seller.script(FaultServer.reset(""), FaultServer.success("{\"products\":[]}"));
		AdcpResult<JsonNode> result = client().build().task(AdcpTask.GET_PRODUCTS).call(JsonNode.class);
		assertThat(result.attempts()).isEqualTo(2);
		assertThat(result.idempotencyKey()).isNull();
		assertThat(this.seller.requests().get(0).arguments().has("idempotency_key")).isFalse();
		assertThat(this.seller.capabilityRequests()).isEmpty();
	}

	@Test
	void waitsForTheFirstCallToEndWithinTheSellersPromise() {
		this.seller
			.capabilities("{\"adcp\":{\"idempotency\":{\"supported\":true,\"replay_ttl_seconds\":3600,"
					+ "\"in_flight_max_seconds\":60}}}")
			.script(Stream.concat(Stream
				.generate(() -> FaultServer
					.error("{\"code\":\"IDEMPOTENCY_IN_FLIGHT\",\"recovery\":\"transient\",\"retry_after\":0}"))
				.limit(6), Stream.of(BOOKED)).toArray(Step[]::new));
		assertThat(book(client().retryPolicy(retries(1)).build()).attempts()).isEqualTo(7);
	}

	@Test
	void givesUpWaitingForTheFirstCallAfterTheSellersPromise() {
		this.seller
			.capabilities("{\"adcp\":{\"idempotency\":{\"supported\":true,\"replay_ttl_seconds\":3600,"
					+ "\"in_flight_max_seconds\":1}}}")
			.script(FaultServer.error("{\"code\":\"IDEMPOTENCY_IN_FLIGHT\",\"retry_after\":2}"));
		assertThatExceptionOfType(IdempotencyInFlightException.class).isThrownBy(() -> book(client().build()));
		assertThat(this.seller.requests()).hasSize(1);
	}

	@Test
	void stopsAtTheDeadline() {
		this.seller.script(FaultServer.silence());
		RetryPolicy policy = RetryPolicy.builder()
			.maxRetries(50)
			.delay(Duration.ofMillis(10))
			.timeout(Duration.ofMillis(500))
			.build();
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class)
			.isThrownBy(() -> book(client().attemptTimeout(Duration.ofMillis(200)).retryPolicy(policy).build()));
		assertThat(this.seller.requests()).hasSizeBetween(2, 4);
	}

	@Test
	void doesNotWaitForARetryBeyondTheDeadline() {
		this.seller.script(FaultServer.status(503, "Retry-After: 3600"));
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(() -> book(client().build()))
			.satisfies((failure) -> assertThat(failure.retryAfter()).isEqualTo(Duration.ofHours(1)));
		assertThat(this.seller.requests()).hasSize(1);
	}

	@Test
	void refusesAnAnswerThatIsTooLargeAndNamesTheLimit() {
		this.seller.script(FaultServer.success("{\"text\":\"" + "x".repeat(5000) + "\"}"));
		AdcpClient client = AdcpClient
			.builder("acme", McpTransport.builder(this.seller.url()).maxAnswerSize(DataSize.ofKilobytes(1)).build())
			.build();
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(() -> book(client))
			.havingCause()
			.withMessageContaining("adcp.client.agents.acme.max-answer-size");
		assertThat(this.seller.requests()).hasSize(1);
	}

	private AdcpResult<Booked> book(AdcpClient client) {
		return client.task(AdcpTask.CREATE_MEDIA_BUY).body(Map.of("buyer_ref", "b-1")).call(Booked.class);
	}

	private AdcpClientBuilder client() {
		return client(this.seller.url());
	}

	private static AdcpClientBuilder client(URI url) {
		return AdcpClient.builder("acme", McpTransport.builder(url).build())
			.attemptTimeout(Duration.ofSeconds(1))
			.retryPolicy(retries(3));
	}

	private static RetryPolicy retries(long retries) {
		return RetryPolicy.builder()
			.maxRetries(retries)
			.delay(Duration.ofMillis(5))
			.timeout(Duration.ofSeconds(30))
			.build();
	}

	record Booked(String media_buy_id) {

	}

}
