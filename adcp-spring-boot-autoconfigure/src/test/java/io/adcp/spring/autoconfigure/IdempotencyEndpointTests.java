package io.adcp.spring.autoconfigure;

import java.util.Map;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.PayloadHash;
import io.adcp.spring.server.AccountResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code /actuator/adcpidempotency}, over HTTP.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.generate-unique-name=true",
				"management.endpoints.web.exposure.include=adcpidempotency,health",
				"management.endpoint.health.show-components=always", "management.health.redis.enabled=false" })
class IdempotencyEndpointTests {

	private static final JsonMapper mapper = JsonMapper.shared();

	@LocalServerPort
	private int port;

	@Autowired
	private IdempotencyStore store;

	@Autowired
	private AccountResolver accounts;

	@Test
	void itTellsConfigurationOutcomesAndCounts() throws Exception {
		buy("{\"account_id\":\"acc-1\"}");
		JsonNode answer = json(exchange(HttpMethod.GET, "", null));
		assertThat(answer.path("configuration").path("backend").asString()).isEqualTo("jdbc");
		assertThat(answer.path("configuration").path("ttl").asString()).isEqualTo("PT24H");
		assertThat(answer.path("configuration").path("rateLimited").asBoolean()).isTrue();
		assertThat(answer.path("outcomes").path("executed").asInt()).isPositive();
		assertThat(answer.path("outcomes").has("in_flight")).isTrue();
		assertThat(answer.path("records").path("live").asInt()).isPositive();
		assertThat(answer.path("records").path("tombstones").asInt()).isZero();
	}

	@Test
	void aRecordIsLookedUpByAgentAccountAndKeyAndShowsNoResponse() throws Exception {
		IdempotencyRequest request = buy("{\"account_id\":\"acc-1\"}");
		ResponseEntity<String> found = lookUp("agent-1", "acc-1", request.key());
		assertThat(json(found).path("task").asString()).isEqualTo("create_media_buy");
		assertThat(json(found).path("state").asString()).isEqualTo("live");
		assertThat(json(found).path("expiresAt").asString()).isNotBlank();
		assertThat(found.getBody()).doesNotContain("secret answer").doesNotContain(request.key());
		assertThat(lookUp("agent-2", "acc-1", request.key()).getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);
		assertThat(lookUp("agent-1", "acc-2", request.key()).getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);
	}

	@Test
	void anAccountIsNamedByItsNaturalKeyToo() throws Exception {
		String account = "{\"brand\":{\"domain\":\"acme.example\"},\"operator\":\"desk.example\"}";
		IdempotencyRequest request = buy(account);
		assertThat(json(lookUp("agent-1", account, request.key())).path("state").asString()).isEqualTo("live");
		assertThat(lookUp("agent-1", "{nonsense", request.key()).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
	}

	@Test
	void aRecordIsForgottenByItsIdAndTheNextCallRunsAgain() throws Exception {
		IdempotencyRequest request = buy("{\"account_id\":\"acc-1\"}");
		String id = json(lookUp("agent-1", "acc-1", request.key())).path("id").asString();
		assertThat(json(exchange(HttpMethod.GET, "/" + id, null)).path("id").asString()).isEqualTo(id);
		assertThat(json(exchange(HttpMethod.DELETE, "/" + id, null)).path("deleted").asBoolean()).isTrue();
		assertThat(json(exchange(HttpMethod.DELETE, "/" + id, null)).path("deleted").asBoolean()).isFalse();
		assertThat(exchange(HttpMethod.GET, "/" + id, null).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
		assertThat(this.store.execute(request, () -> "{}").replayed()).isFalse();
	}

	@Test
	void anIdThatIsNoneIsABadRequest() {
		assertThat(exchange(HttpMethod.GET, "/nonsense", null).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
	}

	@Test
	void healthHasAComponent() {
		JsonNode health = json(get("/actuator/health"));
		assertThat(health.path("components").path("adcpIdempotency").path("status").asString()).isEqualTo("UP");
	}

	private IdempotencyRequest buy(String account) throws Exception {
		JsonNode wire = mapper.readTree("{\"account\":" + account + "}");
		IdempotencyScope scope = new IdempotencyScope("agent-1", this.accounts.resolve("agent-1", wire), null);
		IdempotencyRequest request = new IdempotencyRequest(scope, IdempotencyKey.generate(), AdcpTask.CREATE_MEDIA_BUY,
				PayloadHash.of(new byte[32]));
		this.store.execute(request, () -> "{\"text\":\"secret answer\"}");
		return request;
	}

	private ResponseEntity<String> lookUp(String agent, String account, String key) {
		return exchange(HttpMethod.POST, "", Map.of("agent", agent, "account", account, "key", key));
	}

	private ResponseEntity<String> get(String path) {
		return RestClient.create("http://localhost:" + this.port).get().uri(path).retrieve().toEntity(String.class);
	}

	private ResponseEntity<String> exchange(HttpMethod method, String path, @Nullable Object body) {
		RestClient.RequestBodySpec request = RestClient.create("http://localhost:" + this.port)
			.method(method)
			.uri("/actuator/adcpidempotency" + path);
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).body(body);
		}
		return request.retrieve().onStatus((status) -> true, (call, response) -> {
		}).toEntity(String.class);
	}

	private static JsonNode json(ResponseEntity<String> response) {
		return mapper.readTree(String.valueOf(response.getBody()));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(BuyTasks.class)
	static class Application {

	}

}
