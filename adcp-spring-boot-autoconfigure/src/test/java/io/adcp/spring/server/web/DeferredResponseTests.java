package io.adcp.spring.server.web;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AdcpExchange;
import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.server.TaskAnswer;
import io.adcp.spring.server.TaskDispatcher;
import io.adcp.spring.testing.HttpCalls;
import io.adcp.spring.wire.StrictJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static io.adcp.spring.testing.HttpCalls.errorCode;
import static io.adcp.spring.testing.HttpCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Methods whose response comes later, where records do not commit with business rows.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "adcp.idempotency.backend=memory", "adcp.idempotency.in-flight-max=1s",
				"server.tomcat.threads.max=1", "server.tomcat.threads.min-spare=1" })
class DeferredResponseTests {

	private static final AtomicInteger executions = new AtomicInteger();

	@LocalServerPort
	private int port;

	@Autowired
	private TaskDispatcher dispatcher;

	@BeforeEach
	void reset() {
		executions.set(0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/mono", "/future", "/stage", "/callable", "/entity" })
	void aRepetitionGetsTheStoredAnswerOverRest(String path) {
		String body = request("summer");
		JsonNode first = json(post(path, body));
		JsonNode second = json(post(path, body));
		assertThat(first.path("replayed").asBoolean()).isFalse();
		assertThat(second.path("replayed").asBoolean()).isTrue();
		assertThat(first.path("execution").asInt()).isEqualTo(1);
		assertThat(second.path("execution").asInt()).isEqualTo(1);
		assertThat(second.path("context").path("n").asInt()).isEqualTo(1);
		assertThat(executions).hasValue(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/mono", "/future", "/stage", "/callable", "/entity" })
	void aValueThatFailsFreesTheKey(String path) {
		HttpResponse<String> answer = post(path, request("unknown"));
		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(errorCode(json(answer))).isEqualTo("PRODUCT_NOT_FOUND");
		assertThat(json(post(path, request("summer"))).path("execution").asInt()).isEqualTo(2);
	}

	@Test
	void aValueThatNeverComesIsTransientAfterTheLongestTimeInFlight() {
		HttpResponse<String> answer = post("/future", request("never"));
		assertThat(answer.statusCode()).isEqualTo(503);
		assertThat(json(answer).at("/adcp_error/retry_after").asInt()).isEqualTo(1);
	}

	// Tomcat has one thread here, so this request is served where those before it were.
	@Test
	void theThreadServesNoCallAnyMoreOnceTheResponseIsOnItsWay() {
		post("/mono", request("summer"));
		post("/future", request("unknown"));
		assertThat(new HttpCalls(this.port).send("GET", "/exchange", null, null).body()).isEqualTo("none");
	}

	@Test
	void aTaskOfAnotherTransportIsAnsweredInTheSameWay() {
		String body = request("summer");
		JsonNode first = dispatch(AdcpTask.SYNC_CREATIVES, body);
		JsonNode second = dispatch(AdcpTask.SYNC_CREATIVES, body);
		assertThat(first.path("execution").asInt()).isEqualTo(1);
		assertThat(second.path("execution").asInt()).isEqualTo(1);
		assertThat(second.path("replayed").asBoolean()).isTrue();
	}

	@Test
	void aCallWithoutAKeyThatNeedsNoneIsAnsweredToo() {
		JsonNode answer = dispatch(AdcpTask.GET_PRODUCTS, "{\"name\":\"summer\"}");
		assertThat(answer.path("execution").asInt()).isEqualTo(1);
		assertThat(dispatch(AdcpTask.GET_PRODUCTS, "{\"name\":\"summer\"}").path("execution").asInt()).isEqualTo(2);
	}

	private JsonNode dispatch(String task, String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		TaskAnswer answer = this.dispatcher.dispatch(task, StrictJson.read(bytes), "agent-1");
		assertThat(answer.error()).as(answer.body()).isFalse();
		return JsonMapper.shared().readTree(answer.body());
	}

	private static String request(String name) {
		return """
				{"idempotency_key":"%s","name":"%s","context":{"n":1}}""".formatted(IdempotencyKey.generate(), name);
	}

	private HttpResponse<String> post(String path, String body) {
		return new HttpCalls(this.port).post(path, body);
	}

	record Buy(String name) {

		Booked book() {
			int execution = executions.incrementAndGet();
			if (this.name.equals("unknown")) {
				throw new AdcpTaskException(AdcpError.of(AdcpErrorCode.PRODUCT_NOT_FOUND, "No such product"), null);
			}
			return new Booked(execution);
		}

	}

	record Booked(int execution) {

	}

	@RestController
	static class BuyController {

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		@PostMapping("/mono")
		public Mono<Booked> mono(@RequestBody Buy buy) {
			return Mono.fromCallable(buy::book);
		}

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		@PostMapping("/future")
		public CompletableFuture<Booked> future(@RequestBody Buy buy) {
			return buy.name().equals("never") ? new CompletableFuture<>() : CompletableFuture.supplyAsync(buy::book);
		}

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		@PostMapping("/stage")
		public CompletionStage<Booked> stage(@RequestBody Buy buy) {
			return CompletableFuture.supplyAsync(buy::book);
		}

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		@PostMapping("/callable")
		public Callable<Booked> callable(@RequestBody Buy buy) {
			return buy::book;
		}

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		@PostMapping("/entity")
		public CompletableFuture<ResponseEntity<Booked>> entity(@RequestBody Buy buy) {
			return CompletableFuture.supplyAsync(() -> ResponseEntity.ok(buy.book()));
		}

		@GetMapping("/exchange")
		public String exchange() {
			return (AdcpExchange.find() != null) ? "one" : "none";
		}

	}

	@AdcpController
	static class Tasks {

		@Idempotent
		@AdcpTask(AdcpTask.SYNC_CREATIVES)
		public CompletableFuture<Booked> sync(Buy buy) {
			return CompletableFuture.supplyAsync(buy::book);
		}

		@Idempotent
		@AdcpTask(AdcpTask.GET_PRODUCTS)
		public Mono<Booked> find(Buy buy) {
			return Mono.fromCallable(buy::book);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ BuyController.class, Tasks.class })
	static class Application {

		@Bean
		AgentResolver agentResolver() {
			return (principal) -> "agent-1";
		}

	}

}
