package io.adcp.spring.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Stream;

import io.adcp.spring.AdcpAuthenticationException;
import io.adcp.spring.AdcpError;
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
import org.jspecify.annotations.Nullable;
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

	private final SkippedWaits waits = new SkippedWaits();

	private final FaultServer seller = new FaultServer().whenSilent(this.waits::timeOut);

	private @Nullable FaultServer late;

	@AfterEach
	void stop() {
		this.seller.close();
		if (this.late != null) {
			this.late.close();
		}
	}

	private static final String CHUNKED = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
			+ "Transfer-Encoding: chunked\r\n\r\n";

	private static final String EVENTS = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

	private static final String NOTE = "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\n\n";

	private static final Class<? extends AdcpException> UNKNOWN = AdcpUnknownOutcomeException.class;

	/** Each fault, and what the caller gets where it does not go away. */
	static Stream<Arguments> repeatedFaults() {
		return Stream.of(connectionFaults(), bodyFaults(), eventFaults(), statusFaults(), transientErrors())
			.flatMap((faults) -> faults);
	}

	private static Stream<Arguments> connectionFaults() {
		return Stream.of(arguments("reset before the answer", FaultServer.reset(""), UNKNOWN),
				arguments("reset in the middle of the status line", FaultServer.reset("HTTP/1.1 20"), UNKNOWN),
				arguments("reset in the middle of the headers", FaultServer.reset(HEAD), UNKNOWN),
				arguments("reset after the headers", FaultServer.reset(HEAD + "\r\n"), UNKNOWN),
				arguments("reset in the middle of the body", FaultServer.reset(HEAD + "\r\n{\"jsonrpc\":\"2.0\""),
						UNKNOWN),
				arguments("closed without an answer", closedAfter(""), UNKNOWN),
				arguments("closed in the middle of the headers", closedAfter(HEAD), UNKNOWN),
				arguments("closed in the middle of the body", closedAfter(HEAD + "\r\n{\"jsonrpc\":\"2.0\""), UNKNOWN),
				arguments("no HTTP at all", closedAfter("220 mail.example ESMTP\r\n"), UNKNOWN),
				arguments("time-out", FaultServer.silence(), UNKNOWN),
				arguments("time-out after the headers", silentAfter(HEAD + "\r\n{\"json"), UNKNOWN));
	}

	private static Stream<Arguments> bodyFaults() {
		return Stream
			.of(arguments("empty answer", FaultServer.body("application/json", ""), UNKNOWN),
					arguments("garbled answer", FaultServer.body("application/json", "{\"jsonrpc\":"), UNKNOWN),
					arguments("no object", FaultServer.body("application/json", "[]"), UNKNOWN),
					arguments("another request's answer",
							FaultServer.body("application/json",
									"{\"jsonrpc\":\"2.0\",\"id\":\"other\",\"result\":{}}"),
							UNKNOWN),
					arguments("result without an object", FaultServer.json("\"result\":{\"content\":[]}"), UNKNOWN),
					arguments("internal JSON-RPC error", FaultServer.json("\"error\":{\"code\":-32603}"), UNKNOWN),
					arguments("chunk cut off", closedAfter(CHUNKED + "50\r\n{\"jsonrpc\""), UNKNOWN),
					arguments("last chunk missing", closedAfter(CHUNKED + "2\r\n{}\r\n"), UNKNOWN),
					arguments("garbled chunk size", closedAfter(CHUNKED + "zz\r\n{}\r\n0\r\n\r\n"), UNKNOWN),
					arguments("garbled compression",
							FaultServer.body("text/plain", "not gzip!", "Content-Encoding: gzip"), UNKNOWN));
	}

	private static Stream<Arguments> eventFaults() {
		return Stream.of(arguments("no answer among the events", FaultServer.sse(NOTE), UNKNOWN),
				arguments("no events", closedAfter(EVENTS), UNKNOWN),
				arguments("event cut off", closedAfter(EVENTS + "data: {\"jsonrpc\":\"2.0\",\"id\":"), UNKNOWN),
				arguments("events reset", FaultServer.reset(EVENTS + NOTE), UNKNOWN),
				arguments("time-out among the events", silentAfter(EVENTS + NOTE), UNKNOWN),
				arguments("an event that is no JSON", FaultServer.sse("data: hello\n\n"), UNKNOWN),
				arguments("JSON-RPC error as an event",
						FaultServer.sse("data: {\"jsonrpc\":\"2.0\",\"id\":\"ID\",\"error\":{\"code\":-32603}}\n\n"),
						UNKNOWN));
	}

	private static Stream<Arguments> statusFaults() {
		return Stream.of(arguments("HTTP 408", FaultServer.status(408), UNKNOWN),
				arguments("HTTP 500", FaultServer.status(500), UNKNOWN),
				arguments("HTTP 502", FaultServer.status(502), UNKNOWN),
				arguments("HTTP 503", FaultServer.status(503, "Retry-After: 0"), UNKNOWN),
				arguments("HTTP 504", FaultServer.status(504), UNKNOWN),
				arguments("HTTP 429", FaultServer.status(429, "Retry-After: 0"), RateLimitedException.class));
	}

	private static Stream<Arguments> transientErrors() {
		return Stream.of(
				arguments("RATE_LIMITED", FaultServer.error("{\"code\":\"RATE_LIMITED\",\"retry_after\":3}"),
						RateLimitedException.class),
				arguments("SERVICE_UNAVAILABLE",
						FaultServer.error("{\"code\":\"SERVICE_UNAVAILABLE\",\"recovery\":\"transient\"}"), UNKNOWN),
				arguments("IDEMPOTENCY_IN_FLIGHT",
						FaultServer.error("{\"code\":\"IDEMPOTENCY_IN_FLIGHT\",\"retry_after\":1}"), UNKNOWN),
				arguments("unknown code, no recovery", FaultServer.error("{\"code\":\"AD_SERVER_ASLEEP\"}"), UNKNOWN),
				arguments("unknown code, unknown recovery",
						FaultServer.error("{\"code\":\"AD_SERVER_ASLEEP\",\"recovery\":\"nap\"}"), UNKNOWN));
	}

	private static Step closedAfter(String part) {
		return (exchange) -> exchange.write(part);
	}

	private static Step silentAfter(String part) {
		return (exchange) -> {
			exchange.write(part);
			FaultServer.silence().play(exchange);
		};
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("repeatedFaults")
	void repeatsTheSameBytes(String fault, Step step, Class<? extends AdcpException> exhausted) {
		this.seller.script(step, step, BOOKED);
		AdcpResult<Booked> result = book(client().build());
		assertThat(result.body().media_buy_id()).isEqualTo("mb-1");
		assertThat(result.attempts()).isEqualTo(3);
		assertThat(result.replayed()).isTrue();
		assertSameBytes(3);
		assertThat(this.seller.requests().get(0).arguments().path("idempotency_key").stringValue())
			.isEqualTo(result.idempotencyKey());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("repeatedFaults")
	void tellsWhatIsKnownWhenTheFaultStays(String fault, Step step, Class<? extends AdcpException> exhausted) {
		this.seller.script(step);
		AdcpException failure = catchThrowableOfType(AdcpException.class,
				() -> book(client().retryPolicy(retries(1)).build()));
		assertThat(failure).isExactlyInstanceOf(exhausted);
		String key = this.seller.requests().get(0).arguments().path("idempotency_key").stringValue();
		assertThat(failure.idempotencyKey()).isEqualTo(key);
		assertThat(failure).hasMessageNotContaining(key);
		assertSameBytes(2);
	}

	@Test
	void repeatsACallThatCouldNotConnect() throws IOException {
		int port = freePort();
		AdcpClientListener opening = new AdcpClientListener() {
			@Override
			public void onRetry(AdcpCall call, int attempt, AdcpException failure, Duration wait) {
				AdcpClientFaultTests.this.late = new FaultServer(port).script(BOOKED);
			}
		};
		AdcpClient client = client(URI.create("http://127.0.0.1:" + port + "/mcp")).requireIdempotency(false)
			.listener(opening)
			.build();
		assertThat(book(client).attempts()).isEqualTo(2);
	}

	static Stream<Arguments> askedWaits() {
		String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(20));
		return Stream.of(arguments(FaultServer.status(429, "Retry-After: 7"), 7, 8),
				arguments(FaultServer.status(503, "Retry-After: 7"), 7, 8),
				arguments(FaultServer.status(503, "Retry-After: " + date), 10, 26),
				arguments(FaultServer.status(503, "Retry-After: soon"), 0, 1),
				arguments(FaultServer.error("{\"code\":\"RATE_LIMITED\",\"retry_after\":7}"), 7, 8),
				arguments(FaultServer.error("{\"code\":\"RATE_LIMITED\",\"retry_after\":6.01}"), 7, 8),
				arguments(FaultServer.error("{\"code\":\"RATE_LIMITED\",\"retry_after\":0}"), 1, 2),
				arguments(FaultServer.error("{\"code\":\"IDEMPOTENCY_IN_FLIGHT\",\"retry_after\":20}"), 20, 22),
				arguments(FaultServer.error("{\"code\":\"AD_SERVER_ASLEEP\"}"), 0, 1));
	}

	@ParameterizedTest
	@MethodSource("askedWaits")
	void neverComesBackEarlierThanAskedFor(Step step, int atLeast, int atMost) {
		this.seller.script(step, BOOKED);
		book(client().build());
		assertThat(this.waits.waits()).hasSize(1)
			.allSatisfy((wait) -> assertThat(wait).isBetween(Duration.ofSeconds(atLeast), Duration.ofSeconds(atMost)));
	}

	@Test
	void waitsTwiceAsLongEachTimeWithJitterUpToALimit() {
		this.seller.script(FaultServer.status(500));
		RetryPolicy policy = RetryPolicy.builder()
			.maxRetries(5)
			.delay(Duration.ofSeconds(1))
			.multiplier(2)
			.jitter(Duration.ofMillis(200))
			.maxDelay(Duration.ofSeconds(6))
			.timeout(Duration.ofMinutes(2))
			.build();
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class)
			.isThrownBy(() -> book(client().retryPolicy(policy).build()));
		long[] expected = { 1000, 2000, 4000, 6000, 6000 };
		assertThat(this.waits.waits()).hasSize(expected.length);
		for (int i = 0; i < expected.length; i++) {
			assertThat(this.waits.waits().get(i).toMillis()).as("wait " + (i + 1))
				.isBetween(expected[i] * 8 / 10, Math.min(expected[i] * 12 / 10, 6000));
		}
	}

	private void assertSameBytes(int attempts) {
		assertThat(this.seller.requests()).hasSize(attempts)
			.extracting(FaultServer.Request::argumentsText)
			.containsOnly(this.seller.requests().get(0).argumentsText());
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
				arguments(403, AdcpAuthenticationException.class), arguments(301, AdcpTransportException.class),
				arguments(302, AdcpTransportException.class), arguments(303, AdcpTransportException.class),
				arguments(307, AdcpTransportException.class), arguments(308, AdcpTransportException.class),
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
		assertThat(this.seller.requests()).extracting(FaultServer.Request::argumentsText)
			.hasSize(3)
			.containsOnly(this.seller.requests().get(0).argumentsText());
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
		AdcpClient client = client(URI.create("http://127.0.0.1:" + freePort() + "/mcp")).requireIdempotency(false)
			.build();
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
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(() -> book(client().build()))
			.withCauseInstanceOf(IdempotencyInFlightException.class);
		assertThat(this.seller.requests()).hasSize(1);
	}

	@Test
	void stopsAtTheDeadline() {
		this.seller.script(FaultServer.silence());
		RetryPolicy policy = RetryPolicy.builder()
			.maxRetries(50)
			.delay(Duration.ofMillis(10))
			.timeout(Duration.ofMinutes(5))
			.build();
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class)
			.isThrownBy(() -> book(client().attemptTimeout(Duration.ofMinutes(2)).retryPolicy(policy).build()));
		assertThat(this.seller.requests()).hasSize(3);
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

	@Test
	void refusesAStreamThatDoesNotEndAndNamesTheLimit() {
		this.seller.script((exchange) -> {
			exchange.write(EVENTS);
			while (true) {
				exchange.write(NOTE);
			}
		});
		AdcpClient client = AdcpClient
			.builder("acme", McpTransport.builder(this.seller.url()).maxAnswerSize(DataSize.ofKilobytes(64)).build())
			.build();
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(() -> book(client))
			.havingCause()
			.withMessageContaining("adcp.client.agents.acme.max-answer-size");
		assertThat(this.seller.requests()).hasSize(1);
	}

	@Test
	void passesOnAllErrorsOfAnAnswer() {
		this.seller.script(FaultServer.json("\"result\":{\"isError\":true,\"structuredContent\":{\"errors\":["
				+ "{\"code\":\"INVALID_REQUEST\",\"message\":\"first\",\"field\":\"a\"},"
				+ "{\"code\":\"BUDGET_TOO_LOW\",\"message\":\"second\"}]}}"));
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> book(client().build()))
			.satisfies((failure) -> assertThat(failure.errors()).extracting(AdcpError::code)
				.containsExactly("INVALID_REQUEST", "BUDGET_TOO_LOW"));
	}

	@Test
	void readsAnErrorThatHasNoEnvelope() {
		this.seller.script(FaultServer.json("\"result\":{\"isError\":true,\"content\":[{\"type\":\"text\","
				+ "\"text\":\"{\\\"code\\\":\\\"PRODUCT_NOT_FOUND\\\",\\\"message\\\":\\\"none\\\"}\"}]}"));
		assertThatExceptionOfType(AdcpTaskException.class).isThrownBy(() -> book(client().build()))
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo("PRODUCT_NOT_FOUND"));
	}

	private AdcpResult<Booked> book(AdcpClient client) {
		return client.task(AdcpTask.CREATE_MEDIA_BUY).body(Map.of("buyer_ref", "b-1")).call(Booked.class);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private AdcpClientBuilder client() {
		return client(this.seller.url());
	}

	private AdcpClientBuilder client(URI url) {
		return AdcpClient.builder("acme", McpTransport.builder(url).build())
			.attemptTimeout(Duration.ofSeconds(7))
			.scheduler(this.waits)
			.listener(this.waits)
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
