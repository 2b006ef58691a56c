package io.adcp.spring.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.client.task.FollowPolicy;
import io.adcp.spring.client.task.TaskUpdate;
import io.adcp.spring.client.task.TaskUpdates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static io.adcp.spring.client.ScriptedSeller.answered;
import static io.adcp.spring.client.ScriptedSeller.notSent;
import static io.adcp.spring.client.ScriptedSeller.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Following a task that the seller goes on with to its end, in virtual time.
 */
class FollowTests {

	private static final Map<String, Object> BUY = Map.of("buyer_ref", "b-1", "account", Map.of("account_id", "a-1"));

	private static final String SUBMITTED = "{\"status\":\"submitted\",\"task_id\":\"t-1\"}";

	private static final String WORKING = "{\"task_id\":\"t-1\",\"task_type\":\"create_media_buy\",\"status\":\"working\"}";

	private static final String COMPLETED = """
			{"task_id":"t-1","task_type":"create_media_buy","status":"completed","context":{"mine":1},
			"result":{"media_buy_id":"mb-1"}}""";

	private final ScriptedSeller seller = new ScriptedSeller();

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final TaskUpdates updates = new TaskUpdates();

	private final AdcpClient client = this.seller.client()
		.requireIdempotency(false)
		.scheduler(this.time)
		.taskUpdates(this.updates)
		.build();

	@AfterEach
	void stopTime() {
		this.time.dispose();
	}

	@Test
	void aTaskIsAskedForUntilItHasEnded() {
		this.seller.script(answered(SUBMITTED), answered(WORKING), answered(WORKING), answered(COMPLETED));
		AdcpResult<JsonNode> submitted = submit();
		assertThat(submitted.isUnfinished()).isTrue();
		CompletableFuture<AdcpResult<MediaBuy>> end = follow(submitted);
		assertThat(asked()).isZero();
		pass(Duration.ofSeconds(30));
		assertThat(asked()).isEqualTo(1);
		pass(Duration.ofSeconds(45));
		assertThat(asked()).isEqualTo(2);
		assertThat(end).isNotDone();
		pass(Duration.ofSeconds(68));
		assertThat(end.join().body().id()).isEqualTo("mb-1");
		assertThat(end.join().status()).isEqualTo("completed");
		assertThat(end.join().taskId()).isEqualTo("t-1");
		assertThat(end.join().attempts()).isEqualTo(3);
		assertThat(end.join().idempotencyKey()).isEqualTo(submitted.idempotencyKey());
	}

	@Test
	void thePollsHaveNoKeyAndNameTheAccount() {
		this.seller.script(answered(SUBMITTED), answered(WORKING), answered(COMPLETED));
		CompletableFuture<?> end = follow(submit());
		pass(Duration.ofMinutes(5));
		assertThat(end).isDone();
		assertThat(this.seller.sent().subList(1, 3)).allSatisfy((poll) -> {
			assertThat(poll.task()).isEqualTo(AdcpTask.GET_TASK_STATUS);
			assertThat(poll.idempotencyKey()).isNull();
			assertThat(JsonMapper.shared().readTree(poll.arguments())).isEqualTo(JsonMapper.shared()
				.readTree("{\"task_id\":\"t-1\",\"include_result\":true,\"account\":{\"account_id\":\"a-1\"}}"));
		});
	}

	@Test
	void theSellerNamesThePace() {
		this.seller.script(answered(SUBMITTED), answered(WORKING.replace("}", ",\"retry_after\":7}")),
				answered(COMPLETED));
		CompletableFuture<?> end = follow(submit());
		pass(Duration.ofSeconds(36));
		assertThat(asked()).isEqualTo(1);
		pass(Duration.ofSeconds(1));
		assertThat(end).isDone();
	}

	@Test
	void theWaitsDoNotGrowAboveTheLongest() {
		this.seller.script(answered(SUBMITTED), answered(WORKING));
		follow(submit());
		pass(Duration.ofHours(1));
		assertThat(asked()).isBetween(29L, 31L);
	}

	@Test
	void aPollThatGetsNoAnswerSaysNothingOfTheTask() {
		this.seller.script(answered(SUBMITTED), notSent(), notSent(), notSent(), answered(COMPLETED));
		CompletableFuture<AdcpResult<MediaBuy>> end = follow(submit());
		pass(Duration.ofMinutes(5));
		assertThat(end.join().body().id()).isEqualTo("mb-1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"failed | `\"error\":{\"code\":\"BUDGET_EXHAUSTED\",\"message\":\"No money\"}` | BUDGET_EXHAUSTED",
			"failed | `\"result\":{\"errors\":[{\"code\":\"INVALID_REQUEST\",\"message\":\"No\"}]}` | INVALID_REQUEST",
			"failed | `\"message\":\"Sorry\"` | TASK_FAILED", "rejected | `\"message\":\"Sorry\"` | TASK_REJECTED",
			"canceled | `\"result\":{\"media_buy_id\":\"mb-1\"}` | TASK_CANCELED" })
	void aTaskThatFailsIsATypedExceptionLikeAFailedCall(String status, String more, String code) {
		this.seller.script(answered(SUBMITTED),
				answered("{\"task_id\":\"t-1\",\"task_type\":\"create_media_buy\",\"status\":\"%s\",%s}"
					.formatted(status, more)));
		CompletableFuture<?> end = follow(submit());
		pass(Duration.ofSeconds(30));
		AdcpException failure = failure(end);
		assertThat(failure.code()).isEqualTo(code);
		assertThat(failure)
			.isInstanceOf(code.equals("INVALID_REQUEST") ? InvalidRequestException.class : AdcpTaskException.class);
	}

	@Test
	void aRejectedSearchForProductsIsNoFailure() {
		this.seller.script(answered(SUBMITTED),
				answered("{\"task_id\":\"t-1\",\"status\":\"rejected\",\"result\":{\"reason\":\"none fit\"}}"));
		AdcpResult<JsonNode> submitted = this.client.getProducts(BUY).call(JsonNode.class);
		submitted.call().progress().accepted("t-1");
		CompletableFuture<AdcpResult<JsonNode>> end = this.client.reactive()
			.follow(submitted, JsonNode.class)
			.toFuture();
		pass(Duration.ofSeconds(30));
		assertThat(end.join().status()).isEqualTo("rejected");
		assertThat(end.join().body().path("reason").stringValue()).isEqualTo("none fit");
	}

	@ParameterizedTest
	@ValueSource(strings = { "input-required", "auth-required" })
	void aTaskThatWaitsForTheBuyerIsHandedOver(String status) {
		this.seller.script(answered(SUBMITTED), answered(
				"{\"task_id\":\"t-1\",\"status\":\"" + status + "\",\"result\":{\"reason\":\"APPROVAL_REQUIRED\"}}"),
				answered(COMPLETED));
		AdcpResult<JsonNode> submitted = submit();
		CompletableFuture<?> end = follow(submitted);
		pass(Duration.ofSeconds(30));
		AdcpInputRequiredException blocked = (AdcpInputRequiredException) failure(end);
		assertThat(blocked).hasMessageContaining("APPROVAL_REQUIRED").hasMessageContaining("follow the call again");
		assertThat(blocked.taskId()).isEqualTo("t-1");
		assertThat(blocked.question().path("reason").stringValue()).isEqualTo("APPROVAL_REQUIRED");
		CompletableFuture<AdcpResult<MediaBuy>> again = this.client.reactive()
			.follow(blocked.call(), MediaBuy.class)
			.toFuture();
		assertThat(again.join().body().id()).isEqualTo("mb-1");
	}

	@Test
	void theDeadlineEndsTheFollowingAndNotTheTask() {
		AdcpClient hasty = this.seller.client()
			.requireIdempotency(false)
			.scheduler(this.time)
			.follow(new FollowPolicy(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(1)))
			.build();
		this.seller.script(answered(SUBMITTED), answered(WORKING));
		AdcpResult<JsonNode> submitted = hasty.createMediaBuy(BUY).call(JsonNode.class);
		CompletableFuture<?> end = hasty.reactive().follow(submitted, MediaBuy.class).toFuture();
		pass(Duration.ofMinutes(1));
		AdcpTaskUnfinishedException unfinished = (AdcpTaskUnfinishedException) failure(end);
		assertThat(unfinished.status()).isEqualTo("working");
		assertThat(unfinished.call()).isSameAs(submitted.call());
		assertThat(unfinished).hasMessageContaining("do not make it again");
	}

	@Test
	void aSellerThatDoesNotKnowTheTaskLeavesItsEndUnknown() {
		this.seller.script(answered(SUBMITTED), refused("REFERENCE_NOT_FOUND"));
		CompletableFuture<?> end = follow(submit());
		pass(Duration.ofSeconds(31));
		assertThat(failure(end)).isInstanceOf(AdcpTaskUnfinishedException.class)
			.hasMessageContaining("REFERENCE_NOT_FOUND");
	}

	@Test
	void aWebhookIsFasterThanTheNextPollAndTheEndIsToldOnce() {
		this.seller.script(answered(SUBMITTED), answered(COMPLETED));
		CompletableFuture<AdcpResult<MediaBuy>> end = follow(submit());
		this.updates.tell("acme", TaskUpdate.read(JsonMapper.shared().readTree(WORKING)));
		assertThat(end).isNotDone();
		this.updates.tell("acme", TaskUpdate.read(JsonMapper.shared().readTree(COMPLETED)));
		assertThat(end.join().body().id()).isEqualTo("mb-1");
		pass(Duration.ofHours(1));
		assertThat(asked()).isZero();
	}

	@Test
	void allWhoFollowATaskAreTold() {
		this.seller.script(answered(SUBMITTED), answered(WORKING));
		AdcpResult<JsonNode> submitted = submit();
		CompletableFuture<AdcpResult<MediaBuy>> first = follow(submitted);
		CompletableFuture<AdcpResult<MediaBuy>> second = follow(submitted);
		CompletableFuture<AdcpResult<MediaBuy>> third = follow(submitted);
		first.cancel(true);
		this.updates.tell("acme", TaskUpdate.read(JsonMapper.shared().readTree(COMPLETED)));
		assertThat(second).isCompletedWithValueMatching((end) -> end.body().id().equals("mb-1"));
		assertThat(third).isCompletedWithValueMatching((end) -> end.body().id().equals("mb-1"));
	}

	@Test
	void anotherProcessGoesOnWhereThisOneHasStopped() {
		this.seller.script(answered(SUBMITTED), answered(COMPLETED));
		String stored = submit().call().toJson();
		assertThat(stored).contains("\"task_id\":\"t-1\"");
		AdcpResult<MediaBuy> end = this.client.follow(AdcpCall.fromJson(stored), MediaBuy.class);
		assertThat(end.body().id()).isEqualTo("mb-1");
		assertThat(this.seller.sent()).extracting(AdcpCall::task)
			.containsExactly(AdcpTask.CREATE_MEDIA_BUY, AdcpTask.GET_TASK_STATUS);
	}

	@Test
	void aCallWhoseTaskIsNotKnownIsSentFirst() {
		this.seller.script(answered(SUBMITTED), answered(COMPLETED));
		AdcpCall stored = AdcpCall.fromJson(this.client.createMediaBuy(BUY).prepare().toJson());
		CompletableFuture<AdcpResult<MediaBuy>> end = this.client.reactive().follow(stored, MediaBuy.class).toFuture();
		pass(Duration.ofSeconds(30));
		assertThat(end.join().body().id()).isEqualTo("mb-1");
		assertThat(this.seller.sent().get(0)).isEqualTo(stored);
	}

	@Test
	void anAnswerThatIsTheEndIsNotAskedForAgain() {
		this.seller.script(answered("{\"media_buy_id\":\"mb-1\"}"));
		AdcpResult<JsonNode> result = submit();
		assertThat(this.client.follow(result, MediaBuy.class).body().id()).isEqualTo("mb-1");
		assertThat(this.seller.sent()).hasSize(1);
	}

	@Test
	void closingTheClientEndsTheFollowing() {
		this.seller.script(answered(SUBMITTED), answered(WORKING));
		CompletableFuture<?> end = follow(submit());
		this.client.close();
		assertThat(failure(end)).isInstanceOf(AdcpTaskUnfinishedException.class).hasMessageContaining("closed");
	}

	@Test
	void anInterruptEndsTheFollowing() {
		this.seller.script(answered(SUBMITTED));
		AdcpResult<JsonNode> submitted = submit();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(AdcpTaskUnfinishedException.class)
			.isThrownBy(() -> this.client.follow(submitted, MediaBuy.class))
			.withMessageContaining("interrupted");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void aDeclarativeMethodReturnsTheEndOrTheHandle() {
		Buyer buyer = this.client.proxy(Buyer.class);
		this.seller.script(answered(SUBMITTED), answered(SUBMITTED), answered(COMPLETED));
		assertThat(buyer.submit(BUY).isUnfinished()).isTrue();
		CompletableFuture<MediaBuy> end = buyer.buy(BUY);
		pass(Duration.ofSeconds(30));
		assertThat(end.join().id()).isEqualTo("mb-1");
	}

	private AdcpResult<JsonNode> submit() {
		return this.client.createMediaBuy(BUY).call(JsonNode.class);
	}

	private CompletableFuture<AdcpResult<MediaBuy>> follow(AdcpResult<?> submitted) {
		return this.client.reactive().follow(submitted, MediaBuy.class).toFuture();
	}

	private void pass(Duration duration) {
		this.time.advanceTimeBy(duration);
	}

	private long asked() {
		return this.seller.sent().stream().filter((call) -> call.task().equals(AdcpTask.GET_TASK_STATUS)).count();
	}

	private static AdcpException failure(CompletableFuture<?> end) {
		return (AdcpException) catchThrowableOfType(CompletionException.class, end::join).getCause();
	}

	record MediaBuy(@JsonProperty("media_buy_id") String id) {

	}

	interface Buyer {

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		AdcpResult<JsonNode> submit(Map<String, Object> request);

		@Followed
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		CompletableFuture<MediaBuy> buy(Map<String, Object> request);

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		Mono<AdcpResult<JsonNode>> later(Map<String, Object> request);

	}

}
