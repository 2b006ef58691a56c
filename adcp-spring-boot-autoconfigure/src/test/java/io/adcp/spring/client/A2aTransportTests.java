package io.adcp.spring.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import io.adcp.spring.AdcpAuthenticationException;
import io.adcp.spring.AdcpException;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.IdempotencyConflictException;
import io.adcp.spring.InvalidRequestException;
import io.adcp.spring.RateLimitedException;
import io.adcp.spring.client.A2aAgent.Reply;
import io.adcp.spring.client.A2aAgent.Request;
import io.adcp.spring.client.a2a.A2aTransport;
import io.adcp.spring.wire.A2aVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Buys over A2A, and finds answers, errors and doubts where A2A has them.
 */
class A2aTransportTests {

	private static final String TOKEN = "token-of-sixteen-or-more";

	private static final Reply DONE = A2aAgent.completed("{\"status\":\"completed\",\"media_buy_id\":\"mb-1\"}");

	private final SkippedWaits waits = new SkippedWaits();

	private final A2aAgent agent = new A2aAgent();

	@AfterEach
	void stop() {
		this.agent.close();
	}

	@Test
	void eachAttemptPostsTheFrozenBytesInAMessageOfItsOwn() {
		this.agent.script(new Reply(503, "text/plain", ""), DONE);
		AdcpClient client = client().build();
		AdcpCall call = client.createMediaBuy(Map.of("name", "sømmer", "budget", 1.50)).prepare();
		assertThat(client.resume(call, JsonNode.class).attempts()).isEqualTo(2);
		assertThat(this.agent.requests()).extracting(Request::input)
			.containsOnly(new String(call.arguments(), StandardCharsets.UTF_8))
			.hasSize(2);
		assertThat(this.agent.requests()).extracting((request) -> request.json().at("/params/message/messageId"))
			.doesNotHaveDuplicates();
		Request request = this.agent.requests().get(0);
		assertThat(request.json().path("method").asString()).isEqualTo("SendMessage");
		assertThat(request.json().at("/params/message/role").asString()).isEqualTo("ROLE_USER");
		assertThat(request.json().at("/params/message/parts/0").propertyNames()).containsExactly("data");
		assertThat(request.data().propertyNames()).containsExactly("skill", "input");
		assertThat(request.data().path("skill").asString()).isEqualTo("create_media_buy");
		assertThat(request.headers()).containsEntry("A2A-Version", "1.0")
			.containsEntry("A2A-Extensions", A2aVersion.PROFILE)
			.containsEntry("Authorization", "Bearer " + TOKEN);
	}

	@Test
	void anAgentOf03IsSpokenToInItsWords() {
		this.agent.card(A2aAgent.CARD_03)
			.script(A2aAgent
				.result("{\"kind\":\"task\",\"status\":{\"state\":\"completed\"},\"artifacts\":[{\"parts\":["
						+ "{\"kind\":\"text\",\"text\":\"done\"},{\"kind\":\"data\",\"data\":{\"media_buy_id\":\"mb-1\"}}]}]}"));
		assertThat(book().body().path("media_buy_id").asString()).isEqualTo("mb-1");
		JsonNode request = this.agent.requests().get(0).json();
		assertThat(request.path("method").asString()).isEqualTo("message/send");
		assertThat(request.at("/params/message/kind").asString()).isEqualTo("message");
		assertThat(request.at("/params/message/role").asString()).isEqualTo("user");
		assertThat(request.at("/params/message/parts/0/kind").asString()).isEqualTo("data");
	}

	@Test
	void ofTwoVersions10IsSpoken() {
		String card = "{\"url\":\"https://p.example\",\"protocolVersion\":\"0.3.0\",\"supportedInterfaces\":["
				+ "{\"url\":\"https://p.example\",\"protocolBinding\":\"GRPC\",\"protocolVersion\":\"1.0\"},"
				+ "{\"url\":\"https://p.example\",\"protocolBinding\":\"JSONRPC\",\"protocolVersion\":\"1.0\"}]}";
		this.agent.card(card).script(DONE);
		assertThat(book().attempts()).isEqualTo(1);
		assertThat(this.agent.requests().get(0).json().path("method").asString()).isEqualTo("SendMessage");
	}

	@Test
	void ofTwoAddressesTheConfiguredOneCounts() {
		String card = "{\"supportedInterfaces\":[{\"url\":\"" + this.agent.url()
				+ "\",\"protocolBinding\":\"JSONRPC\",\"protocolVersion\":\"0.3\"},"
				+ "{\"url\":\"https://p.example\",\"protocolBinding\":\"JSONRPC\",\"protocolVersion\":\"1.0\"}]}";
		this.agent.card(card).script(DONE);
		book();
		assertThat(this.agent.requests().get(0).json().path("method").asString()).isEqualTo("message/send");
	}

	@Test
	void theCardIsReadOnce() {
		this.agent.script(DONE);
		AdcpClient client = client().build();
		book(client);
		book(client);
		assertThat(this.agent.cardRequests()).containsExactly("/a2a/.well-known/agent-card.json",
				"/.well-known/agent-card.json");
	}

	@Test
	void theCardBelowTheEndpointGoesFirst() {
		this.agent.card("/a2a", new Reply(200, "application/json", A2aAgent.CARD_03)).script(DONE);
		book();
		assertThat(this.agent.requests().get(0).json().path("method").asString()).isEqualTo("message/send");
	}

	@ParameterizedTest
	@ValueSource(ints = { -32009, -32601 })
	void anAgentThatHasComeToSpeakAnotherVersionIsAskedAgain(int code) {
		this.agent.card(A2aAgent.CARD_03).script(A2aAgent.error(code, ""), DONE);
		AdcpClient client = client().build();
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> book(client))
			.withMessageContaining("said by the agent");
		this.agent.card(A2aAgent.CARD_10);
		assertThat(book(client).attempts()).isEqualTo(1);
		assertThat(this.agent.requests().get(1).json().path("method").asString()).isEqualTo("SendMessage");
	}

	@Test
	void withoutACardNothingIsSent() {
		this.agent.card("", new Reply(404, "text/plain", "none")).script(DONE);
		assertThatExceptionOfType(AdcpTransportException.class).isThrownBy(this::book)
			.withMessageContaining("has no card")
			.withMessageContaining("adcp.client.agents.acme.url")
			.satisfies((failure) -> assertThat(failure.executionPossible()).isFalse());
		assertThat(this.agent.requests()).isEmpty();
	}

	@Test
	void aVersionThatIsNotKnownIsNotTried() {
		this.agent.card("{\"protocolVersion\":\"0.2.5\"}").script(DONE);
		assertThatExceptionOfType(AdcpTransportException.class).isThrownBy(this::book)
			.withMessageContaining("neither A2A 1.0 nor 0.3");
		assertThat(this.agent.requests()).isEmpty();
	}

	@Test
	void aCardThatCannotBeReadNowIsReadLater() {
		this.agent.card("", new Reply(503, "text/plain", "", "Retry-After", "3")).script(DONE);
		assertThatExceptionOfType(AdcpTransportException.class).isThrownBy(this::book)
			.satisfies((failure) -> assertThat(failure.executionPossible()).isFalse());
		assertThat(this.waits.waits()).isNotEmpty()
			.allSatisfy((wait) -> assertThat(wait).isGreaterThan(Duration.ofSeconds(2)));
		assertThat(this.agent.requests()).isEmpty();
	}

	@Test
	void aCardThatNeedsOtherCredentialsIsAMatterOfCredentials() {
		this.agent.card("", new Reply(401, "text/plain", "")).script(DONE);
		assertThatExceptionOfType(AdcpAuthenticationException.class).isThrownBy(this::book);
	}

	@Test
	void theDataPartTellsOfReplayContextAndTask() {
		this.agent.script(A2aAgent
			.completed("{\"status\":\"submitted\",\"task_id\":\"task-9\",\"replayed\":true,\"context\":{\"n\":7}}"));
		AdcpResult<JsonNode> result = book();
		assertThat(result.status()).isEqualTo(AdcpResult.SUBMITTED);
		assertThat(result.taskId()).isEqualTo("task-9");
		assertThat(result.replayed()).isTrue();
		assertThat(String.valueOf(result.context())).isEqualTo("{\"n\":7}");
	}

	@Test
	void aFailedTaskHoldsAnErrorOfAdcp() {
		this.agent.script(A2aAgent.task("TASK_STATE_FAILED",
				"{\"adcp_error\":{\"code\":\"IDEMPOTENCY_CONFLICT\",\"message\":\"another payload\"}}"));
		assertThatExceptionOfType(IdempotencyConflictException.class).isThrownBy(this::book);
	}

	@Test
	void anErrorInTheMessageOfTheStatusIsFoundToo() {
		this.agent.script(A2aAgent.status("TASK_STATE_FAILED",
				"{\"data\":{\"adcp_error\":{\"code\":\"PRODUCT_NOT_FOUND\",\"message\":\"none\"}}}"));
		assertThatExceptionOfType(AdcpTaskException.class).isThrownBy(this::book)
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo("PRODUCT_NOT_FOUND"));
	}

	@Test
	void aFailureWithoutAnErrorIsRepeated() {
		this.agent.script(A2aAgent.status("TASK_STATE_FAILED", "{\"text\":\"no luck\"}"), DONE);
		assertThat(book().attempts()).isEqualTo(2);
	}

	@Test
	void aRejectionWithoutAnErrorIsFinal() {
		this.agent.script(A2aAgent.status("TASK_STATE_REJECTED", "{\"text\":\"not you\"}"));
		assertThatExceptionOfType(AdcpTransportException.class).isThrownBy(this::book)
			.withMessageContaining("not you")
			.satisfies((failure) -> assertThat(failure.executionPossible()).isFalse());
	}

	@ParameterizedTest
	@ValueSource(strings = { "TASK_STATE_WORKING", "TASK_STATE_SUBMITTED" })
	void aTaskThatIsStillAtWorkGetsItsAnswerFromTheSameCall(String state) {
		this.agent.script(A2aAgent.status(state, "{\"data\":{\"percentage\":45}}"),
				A2aAgent.completed("{\"media_buy_id\":\"mb-1\",\"replayed\":true}"));
		AdcpResult<JsonNode> result = book();
		assertThat(result.replayed()).isTrue();
		assertThat(result.attempts()).isEqualTo(2);
	}

	@Test
	void workThatAdcpSaysGoesOnIsAnAnswerInWhateverState() {
		this.agent
			.script(A2aAgent.status("TASK_STATE_SUBMITTED", "{\"data\":{\"status\":\"submitted\",\"task_id\":\"t\"}}"));
		assertThat(book().taskId()).isEqualTo("t");
	}

	@ParameterizedTest
	@CsvSource({ "TASK_STATE_INPUT_REQUIRED, input-required", "TASK_STATE_AUTH_REQUIRED, auth-required" })
	void aTaskThatWaitsForTheBuyerSaysSo(String state, String status) {
		this.agent.script(A2aAgent.status(state, "{\"data\":{\"reason\":\"budget_approval\"}}"));
		AdcpResult<JsonNode> result = book();
		assertThat(result.status()).isEqualTo(status);
		assertThat(result.body().path("reason").asString()).isEqualTo("budget_approval");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"task\":{\"task\":{\"status\":{\"state\":\"TASK_STATE_COMPLETED\"}}}}",
			"{\"message\":{\"parts\":[{\"data\":{\"media_buy_id\":\"mb\"}}]}}",
			"{\"task\":{\"status\":{\"state\":\"TASK_STATE_BORED\"}}}",
			"{\"task\":{\"status\":{\"state\":\"TASK_STATE_COMPLETED\"}}}",
			"{\"task\":{\"status\":{\"state\":\"TASK_STATE_CANCELED\"}}}",
			"{\"task\":{\"status\":{\"state\":\"completed\"},\"artifacts\":[{\"parts\":[{\"data\":{\"response\":{}}}]}]}}",
			"{\"task\":{\"status\":{\"state\":\"completed\"},\"artifacts\":[{\"parts\":[{\"data\":{\"n\":9007199254740993}}]}]}}" })
	void anAnswerThatCannotBeReadLeavesTheOutcomeUnknown(String result) {
		this.agent.script(A2aAgent.result(result));
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(this::book);
		assertThat(this.agent.requests()).hasSize(5);
	}

	@Test
	void anAnswerToAnotherRequestIsNone() {
		this.agent.script(new Reply(200, "application/json",
				"{\"jsonrpc\":\"2.0\",\"id\":\"other\",\"result\":{\"status\":{\"state\":\"completed\"}}}"));
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(this::book);
	}

	@ParameterizedTest
	@ValueSource(ints = { -32602, -32600, -32001, -32003, -32004, -32005, -32008 })
	void aMessageThatA2aRefusesIsAnInvalidRequest(int code) {
		this.agent.script(A2aAgent.error(code, ",\"data\":[{\"reason\":\"WHATEVER\"}]"));
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(this::book)
			.withMessageContaining("said by the agent");
		assertThat(this.agent.requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { -32603, -32006, -32000 })
	void anotherErrorOfA2aLeavesTheOutcomeUnknown(int code) {
		this.agent.script(A2aAgent.error(code, ""));
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(this::book);
	}

	@Test
	void anErrorOfAdcpInTheDataOfOneOfA2aCounts() {
		this.agent.script(
				A2aAgent.error(-32029, ",\"data\":{\"adcp_error\":{\"code\":\"RATE_LIMITED\",\"retry_after\":3600}}"));
		assertThatExceptionOfType(RateLimitedException.class).isThrownBy(this::book);
	}

	@Test
	void refusedCredentialsAreRenewed() {
		this.agent.script(new Reply(401, "text/plain", ""), DONE);
		AdcpClient client = client().tokenSupplier((name, refused) -> Mono.just("another-" + refused)).build();
		assertThat(book(client).attempts()).isEqualTo(2);
	}

	@Test
	void aPageIsNoAgent() {
		this.agent.script(new Reply(200, "text/html", "<html>"));
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class).isThrownBy(this::book)
			.havingCause()
			.withMessageContaining("A2A endpoint");
	}

	@Test
	void anAnswerThatIsTooLargeIsRefused() {
		this.agent.script(A2aAgent.completed("{\"text\":\"" + "x".repeat(3000) + "\"}"));
		A2aTransport transport = A2aTransport.builder(this.agent.url()).maxAnswerSize(DataSize.ofKilobytes(2)).build();
		assertThatExceptionOfType(AdcpUnknownOutcomeException.class)
			.isThrownBy(() -> book(AdcpClient.builder("acme", transport).build()))
			.havingCause()
			.withMessageContaining("max-answer-size");
	}

	@Test
	void aNumberThatA2aWouldRoundIsNotSent() {
		this.agent.script(DONE);
		assertThatExceptionOfType(AdcpTransportException.class).isThrownBy(
				() -> client().build().createMediaBuy(Map.of("budget", 9_007_199_254_740_993L)).call(JsonNode.class))
			.satisfies((failure) -> assertThat(failure.executionPossible()).isFalse());
		assertThat(this.agent.requests()).isEmpty();
	}

	@Test
	void nobodyThereIsCertainlyNoExecution() {
		this.agent.script(DONE);
		this.agent.close();
		assertThatExceptionOfType(AdcpException.class).isThrownBy(this::book)
			.isInstanceOf(AdcpTransportException.class);
	}

	private AdcpResult<JsonNode> book() {
		return book(client().token(TOKEN).build());
	}

	private static AdcpResult<JsonNode> book(AdcpClient client) {
		return client.task(AdcpTask.CREATE_MEDIA_BUY).body(Map.of("name", "summer")).call(JsonNode.class);
	}

	private AdcpClientBuilder client() {
		return AdcpClient.builder("acme", A2aTransport.builder(this.agent.url()).build())
			.scheduler(this.waits)
			.listener(this.waits)
			.token(TOKEN);
	}

}
