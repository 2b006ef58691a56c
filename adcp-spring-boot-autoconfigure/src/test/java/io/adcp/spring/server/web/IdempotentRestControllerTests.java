package io.adcp.spring.server.web;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AgentResolver;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import com.fasterxml.jackson.annotation.JsonProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same promise on an ordinary REST controller.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "spring.datasource.url=jdbc:h2:mem:rest-seller;DB_CLOSE_DELAY=-1")
class IdempotentRestControllerTests {

	private static final JsonMapper mapper = JsonMapper.shared();

	@LocalServerPort
	private int port;

	@Autowired
	private JdbcClient jdbc;

	@BeforeEach
	void emptyTables() {
		this.jdbc.sql("CREATE TABLE IF NOT EXISTS buys (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(100))")
			.update();
		this.jdbc.sql("DELETE FROM buys").update();
	}

	@Test
	void aRepetitionGetsTheStoredAnswer() {
		String body = request("summer", 5);
		JsonNode first = json(post(body));
		JsonNode second = json(post(body));
		assertThat(first.path("replayed").asBoolean()).isFalse();
		assertThat(second.path("replayed").asBoolean()).isTrue();
		assertThat(second.path("buy_id")).isEqualTo(first.path("buy_id"));
		assertThat(second.path("context").path("n").asInt()).isEqualTo(1);
		assertThat(buys()).isEqualTo(1);
	}

	@Test
	void theHashIsTakenFromTheWireNotFromTheBoundArgument() {
		String body = request("summer", 5);
		post(body);
		ResponseEntity<String> conflict = post(body.replace("\"name\"", "\"unknown_field\":1,\"name\""));
		assertThat(conflict.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
		assertThat(json(conflict).path("adcp_error").path("code").asString()).isEqualTo("IDEMPOTENCY_CONFLICT");
	}

	@Test
	void anErrorUndoesTheRowsAndIsAnAdcpError() {
		ResponseEntity<String> answer = post(request("unknown", 5));
		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
		assertThat(json(answer).path("adcp_error").path("code").asString()).isEqualTo("PRODUCT_NOT_FOUND");
		assertThat(json(answer).path("context").path("n").asInt()).isEqualTo(1);
		assertThat(buys()).isZero();
	}

	@Test
	void aMissingKeyIsInvalid() {
		ResponseEntity<String> answer = post("{\"name\":\"summer\",\"daily_budget\":5}");
		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
		assertThat(json(answer).path("adcp_error").path("field").asString()).isEqualTo("idempotency_key");
	}

	@Test
	void aConstraintViolationNamesTheFieldAsOnTheWire() {
		ResponseEntity<String> answer = post(request("summer", -5));
		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(json(answer).path("adcp_error").path("field").asString()).isEqualTo("daily_budget");
	}

	@Test
	void malformedRequestsAreRefused() {
		for (String body : List.of("", "[1]", "{\"name\":\"a\",\"name\":\"b\"}", "{\"name\":", "7")) {
			ResponseEntity<String> answer = post(body);
			assertThat(answer.getStatusCode()).as(body).isEqualTo(HttpStatus.BAD_REQUEST);
			assertThat(json(answer).path("adcp_error").path("code").asString()).isEqualTo("INVALID_REQUEST");
			assertThat(answer.getBody()).doesNotContain("Exception", "springframework");
		}
	}

	@Test
	void aCallerThatDoesNotAcceptTheAnswerIsRefusedBeforeAnythingIsCarriedOut() {
		for (String accept : List.of("text/html", "nonsense", "application/cbor")) {
			ResponseEntity<String> answer = post(request("summer", 5), "application/json", accept);
			assertThat(answer.getStatusCode()).as(accept).isEqualTo(HttpStatus.NOT_ACCEPTABLE);
			assertThat(json(answer).path("adcp_error").path("code").asString()).isEqualTo("INVALID_REQUEST");
		}
		assertThat(buys()).isZero();
		assertThat(post(request("summer", 5), "application/json", "text/html, */*;q=0.1").getStatusCode())
			.isEqualTo(HttpStatus.OK);
	}

	@Test
	void aContentTypeWithWildcardsIsTheCallersFault() {
		ResponseEntity<String> answer = post(request("summer", 5), "*/*", "application/json");
		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
		assertThat(json(answer).path("adcp_error").path("code").asString()).isEqualTo("INVALID_REQUEST");
	}

	private static String request(String name, int budget) {
		return """
				{"idempotency_key":"%s","name":"%s","daily_budget":%d,"context":{"n":1}}"""
			.formatted(IdempotencyKey.generate(), name, budget);
	}

	private ResponseEntity<String> post(String body) {
		return post(body, "application/json", "*/*");
	}

	private ResponseEntity<String> post(String body, String type, String accept) {
		return RestClient.create()
			.post()
			.uri("http://localhost:" + this.port + "/buys")
			.header(HttpHeaders.CONTENT_TYPE, type)
			.header(HttpHeaders.ACCEPT, accept)
			.body(body.getBytes(StandardCharsets.UTF_8))
			.retrieve()
			.onStatus((status) -> true, (request, response) -> {
			})
			.toEntity(String.class);
	}

	private static JsonNode json(ResponseEntity<String> response) {
		return mapper.readTree(String.valueOf(response.getBody()));
	}

	private int buys() {
		return this.jdbc.sql("SELECT COUNT(*) FROM buys").query(Integer.class).single();
	}

	record Buy(@NotBlank String name, @JsonProperty("daily_budget") @PositiveOrZero double dailyBudget) {

	}

	record Booked(@JsonProperty("buy_id") String id) {

	}

	@RestController
	static class BuyController {

		private final JdbcClient jdbc;

		BuyController(JdbcClient jdbc) {
			this.jdbc = jdbc;
		}

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		@PostMapping("/buys")
		public ResponseEntity<Booked> book(@Valid @RequestBody Buy buy) {
			this.jdbc.sql("INSERT INTO buys (name) VALUES (?)").param(buy.name()).update();
			if (buy.name().equals("unknown")) {
				throw new AdcpTaskException(AdcpError.of(AdcpErrorCode.PRODUCT_NOT_FOUND, "No such product"), null);
			}
			return ResponseEntity.ok(new Booked("mb_" + System.nanoTime()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(BuyController.class)
	static class Application {

		@Bean
		AgentResolver agentResolver() {
			return (principal) -> "agent-1";
		}

	}

}
