package io.adcp.spring.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.Recovery;
import io.adcp.spring.client.AdcpCall;
import io.adcp.spring.client.AdcpClient;
import io.adcp.spring.client.AdcpResult;
import io.adcp.spring.client.AdcpTransportException;
import io.adcp.spring.client.AdcpUnknownOutcomeException;
import io.adcp.spring.client.mcp.McpTransport;
import io.adcp.spring.client.task.FollowPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The test kit's seller, as the real client meets it.
 */
class TestSellerTests {

	private static final String BUY = AdcpTask.CREATE_MEDIA_BUY;

	private static final Map<String, Object> REQUEST = Map.of("buyer_ref", "b-1", "context", Map.of("mine", 1));

	private final TestSeller seller = new TestSeller();

	private final AdcpClient client = AdcpClient.builder("acme", McpTransport.builder(this.seller.url()).build())
		.retryPolicy(RetryPolicy.builder().maxRetries(3).delay(Duration.ofMillis(1)).build())
		.follow(new FollowPolicy(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMinutes(1)))
		.build();

	@AfterEach
	void close() {
		this.client.close();
		this.seller.close();
	}

	@Test
	void aCallIsExecutedAndItsContextComesBack() {
		AdcpResult<JsonNode> result = buy();
		assertThat(result.replayed()).isFalse();
		assertThat(result.status()).isEqualTo("completed");
		assertThat(id(result)).isEqualTo("mb-1");
		assertThat(result.context()).hasToString("{\"mine\":1}");
		assertThat(this.seller).executedOnce(BUY).received(BUY).times(1);
	}

	@Test
	void aLostAnswerIsReplayedToTheSameKeyAndBytes() {
		this.seller.on(BUY).losesAnswer().losesAnswer();
		AdcpResult<JsonNode> result = buy();
		assertThat(result.replayed()).isTrue();
		assertThat(result.attempts()).isEqualTo(3);
		assertThat(this.seller).executedOnce(BUY).received(BUY).times(3).withSameKeyAndBytes();
	}

	@Test
	void aLostRequestIsExecutedByTheNextAttempt() {
		this.seller.on(BUY).losesRequest();
		assertThat(buy().replayed()).isFalse();
		assertThat(this.seller).executedOnce(BUY).received(BUY).times(2).withSameKeyAndBytes();
	}

	@Test
	void aDuplicateInTheNetworkIsExecutedOnce() {
		this.seller.on(BUY).duplicates();
		assertThat(buy().replayed()).isTrue();
		assertThat(this.seller).executedOnce(BUY).received(BUY).times(1);
	}

	@Test
	void aDelayIsWaitedForOrNot() {
		this.seller.on(BUY).delays(Duration.ofMillis(300));
		AdcpClient hasty = AdcpClient.builder("acme", McpTransport.builder(this.seller.url()).build())
			.attemptTimeout(Duration.ofMillis(100))
			.retryPolicy(RetryPolicy.builder().maxRetries(20).delay(Duration.ofMillis(20)).build())
			.build();
		assertThat(id(hasty.createMediaBuy(REQUEST).call(JsonNode.class))).isEqualTo("mb-1");
		assertThat(this.seller.received(BUY)).hasSizeGreaterThan(1);
		this.seller.on(BUY).delays(Duration.ofMillis(10));
		assertThat(id(buy())).isEqualTo("mb-2");
		assertThat(this.seller).executed(BUY, 2);
		hasty.close();
	}

	@Test
	void inFlightIsAskedForAgainUnderTheSameKey() {
		this.seller.on(BUY).answersInFlight(Duration.ofSeconds(1));
		assertThat(buy().attempts()).isEqualTo(2);
		assertThat(this.seller).executedOnce(BUY).received(BUY).withSameKeyAndBytes();
	}

	@Test
	void anotherPayloadUnderAKeyIsAConflictAndSoIsAScriptedOne() {
		String key = IdempotencyKey.generate();
		AdcpCall first = this.client.createMediaBuy(REQUEST).idempotencyKey(key).prepare();
		this.client.resume(first, JsonNode.class);
		assertThatExceptionOfType(IdempotencyConflictException.class).isThrownBy(
				() -> this.client.createMediaBuy(Map.of("buyer_ref", "b-2")).idempotencyKey(key).call(JsonNode.class));
		assertThat(this.seller).executedOnce(BUY);
		this.seller.on(BUY).conflicts();
		assertThatExceptionOfType(IdempotencyConflictException.class).isThrownBy(this::buy);
	}

	@Test
	void anotherContextUnderAKeyIsTheSamePayload() {
		String key = IdempotencyKey.generate();
		this.client.createMediaBuy(REQUEST).idempotencyKey(key).call(JsonNode.class);
		AdcpResult<JsonNode> again = this.client
			.createMediaBuy(Map.of("buyer_ref", "b-1", "context", Map.of("mine", 2)))
			.idempotencyKey(key)
			.call(JsonNode.class);
		assertThat(again.replayed()).isTrue();
		assertThat(again.context()).hasToString("{\"mine\":2}");
	}

	@Test
	void aRefusalExecutesNothingAndFreesTheKey() {
		this.seller.on(BUY).refuses("PRODUCT_NOT_FOUND", "No such product", Recovery.CORRECTABLE);
		String key = IdempotencyKey.generate();
		assertThatExceptionOfType(AdcpTaskException.class)
			.isThrownBy(() -> this.client.createMediaBuy(REQUEST).idempotencyKey(key).call(JsonNode.class));
		assertThat(this.seller).executed(BUY, 0);
		this.client.createMediaBuy(Map.of("buyer_ref", "b-2")).idempotencyKey(key).call(JsonNode.class);
		assertThat(this.seller).executedOnce(BUY);
	}

	@Test
	void anAnswerIsMadeOfTheRequest() {
		this.seller.on(BUY).returns((request) -> {
			if (request.path("buyer_ref").stringValue("").equals("bad")) {
				throw new InvalidRequestException(AdcpError.of(AdcpErrorCode.INVALID_REQUEST, "No"), null);
			}
			return Map.of("media_buy_id", request.path("buyer_ref").stringValue());
		});
		assertThat(id(buy())).isEqualTo("b-1");
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> this.client.createMediaBuy(Map.of("buyer_ref", "bad")).call(JsonNode.class));
		assertThat(this.seller).executedOnce(BUY);
	}

	@Test
	void aStatusOfHttpIsNoOutcome() {
		this.seller.on(BUY).answersStatus(503).answersStatus(503).answersStatus(503).answersStatus(503);
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(this::buy)
			.satisfies((ex) -> assertThat(ex.lastFailure()).isInstanceOf(AdcpTransportException.class));
		assertThat(this.seller).executed(BUY, 0);
	}

	@Test
	void aSubmittedTaskIsFollowedToTheEndThatTheTestGivesIt() {
		this.seller.on(BUY).submits("t-1");
		AdcpResult<JsonNode> submitted = buy();
		assertThat(submitted.status()).isEqualTo("submitted");
		assertThat(this.seller.task("t-1").works()).as("no webhook was asked for").isZero();
		this.seller.task("t-1").completes(Map.of("media_buy_id", "mb-9"));
		assertThat(id(this.client.follow(submitted, JsonNode.class))).isEqualTo("mb-9");
	}

	@Test
	void aSubmittedTaskCanEndByItselfOrFail() {
		this.seller.on(BUY).submitsAndCompletes("t-1", Map.of("media_buy_id", "mb-9")).submits("t-2");
		assertThat(id(this.client.follow(buy(), JsonNode.class))).isEqualTo("mb-9");
		AdcpResult<JsonNode> submitted = buy();
		this.seller.task("t-2").fails("BUDGET_EXHAUSTED", "No money");
		assertThatExceptionOfType(AdcpTaskException.class)
			.isThrownBy(() -> this.client.follow(submitted, JsonNode.class))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("BUDGET_EXHAUSTED"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.seller.task("t-3")).withMessageContaining("'t-3'");
	}

	@Test
	void theTestSeesAnAttemptBeforeAndAfterItsExecution() {
		AtomicReference<List<Integer>> seen = new AtomicReference<>(List.of());
		this.seller.on(BUY)
			.whenReceived((call) -> seen.set(List.of(this.seller.executions(BUY))))
			.whenExecuted((call) -> seen.set(List.of(seen.get().get(0), this.seller.executions(BUY))));
		buy();
		assertThat(seen.get()).containsExactly(0, 1);
	}

	@Test
	void theBytesOfAnAttemptAreThoseOfTheCall() {
		AdcpCall call = this.client.createMediaBuy(Map.of("a", "\u00e4\u20ac", "arguments", Map.of("b", 1.50)))
			.prepare();
		this.client.resume(call, JsonNode.class);
		assertThat(this.seller.received(BUY)).singleElement()
			.satisfies((received) -> assertThat(received.bytes()).isEqualTo(call.arguments()));
	}

	@Test
	void afterAResetNothingIsKnown() {
		this.seller.on(BUY).losesAnswer();
		AdcpCall call = this.client.createMediaBuy(REQUEST).prepare();
		this.client.resume(call, JsonNode.class);
		this.seller.reset();
		assertThat(this.seller).receivedNothing().executed(BUY, 0);
		assertThat(this.client.resume(call, JsonNode.class).replayed()).isFalse();
	}

	@Test
	void whatIsNotSoFailsAndShowsNoWholeKey() {
		buy();
		buy();
		assertFails(() -> assertThat(this.seller).executedOnce(BUY), "executed 1 times, but it was 2 times");
		assertFails(() -> assertThat(this.seller).receivedNothing(), "Expected nothing");
		assertFails(() -> assertThat(this.seller).received(BUY).times(3), "Expected 3 attempts");
		assertFails(() -> assertThat(this.seller).received(BUY).withSameKeyAndBytes(), "the same key");
		assertFails(() -> assertThat(this.seller).received(AdcpTask.GET_MEDIA_BUYS).withSameKeyAndBytes(), "[]");
		assertThat(this.seller).received(BUY).withKeysOfTheirOwn();
		this.seller.on(BUY).losesAnswer();
		buy();
		assertFails(() -> assertThat(this.seller).received(BUY).withKeysOfTheirOwn(), "a key of its own");
	}

	private void assertFails(Runnable assertion, String message) {
		String[] keys = this.seller.received(BUY).stream().map(ReceivedCall::idempotencyKey).toArray(String[]::new);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion::run)
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(keys));
	}

	private AdcpResult<JsonNode> buy() {
		return this.client.createMediaBuy(REQUEST).call(JsonNode.class);
	}

	private static String id(AdcpResult<JsonNode> result) {
		return result.body().path("media_buy_id").stringValue("");
	}

}
