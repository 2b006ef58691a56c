package io.adcp.spring.autoconfigure;

import java.net.http.HttpResponse;
import java.util.Map;

import io.adcp.spring.idempotency.IdempotencyRequest;
import io.adcp.spring.idempotency.IdempotencyScope;
import io.adcp.spring.idempotency.IdempotencyStore;
import io.adcp.spring.idempotency.contract.Requests;
import io.adcp.spring.server.AccountResolver;
import io.adcp.spring.testing.HttpCalls;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static io.adcp.spring.testing.HttpCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code /actuator/adcpidempotency}, over HTTP.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.generate-unique-name=true",
				"management.endpoints.web.exposure.include=adcpidempotency,health",
				"management.endpoint.health.show-components=always", "management.health.redis.enabled=false" })
class IdempotencyEndpointTests {

	private static final String PATH = "/actuator/adcpidempotency";

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
		JsonNode answer = json(exchange("GET", ""));
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
		HttpResponse<String> found = lookUp("agent-1", "acc-1", request.key());
		assertThat(json(found).path("task").asString()).isEqualTo("create_media_buy");
		assertThat(json(found).path("state").asString()).isEqualTo("live");
		assertThat(json(found).path("expiresAt").asString()).isNotBlank();
		assertThat(found.body()).doesNotContain("secret answer").doesNotContain(request.key());
		assertThat(lookUp("agent-2", "acc-1", request.key()).statusCode()).isEqualTo(204);
		assertThat(lookUp("agent-1", "acc-2", request.key()).statusCode()).isEqualTo(204);
	}

	@Test
	void anAccountIsNamedByItsNaturalKeyToo() throws Exception {
		String account = "{\"brand\":{\"domain\":\"acme.example\"},\"operator\":\"desk.example\"}";
		IdempotencyRequest request = buy(account);
		assertThat(json(lookUp("agent-1", account, request.key())).path("state").asString()).isEqualTo("live");
		assertThat(lookUp("agent-1", "{nonsense", request.key()).statusCode()).isEqualTo(400);
	}

	@Test
	void aRecordIsForgottenByItsIdAndTheNextCallRunsAgain() throws Exception {
		IdempotencyRequest request = buy("{\"account_id\":\"acc-1\"}");
		String id = json(lookUp("agent-1", "acc-1", request.key())).path("id").asString();
		assertThat(json(exchange("GET", "/" + id)).path("id").asString()).isEqualTo(id);
		assertThat(json(exchange("DELETE", "/" + id)).path("deleted").asBoolean()).isTrue();
		assertThat(json(exchange("DELETE", "/" + id)).path("deleted").asBoolean()).isFalse();
		assertThat(exchange("GET", "/" + id).statusCode()).isEqualTo(404);
		assertThat(this.store.execute(request, () -> "{}").replayed()).isFalse();
	}

	@Test
	void anIdThatIsNoneIsABadRequest() {
		assertThat(exchange("GET", "/nonsense").statusCode()).isEqualTo(400);
	}

	@Test
	void healthHasAComponent() {
		JsonNode health = json(new HttpCalls(this.port).send("GET", "/actuator/health", null, null));
		assertThat(health.path("components").path("adcpIdempotency").path("status").asString()).isEqualTo("UP");
	}

	private IdempotencyRequest buy(String account) throws Exception {
		JsonNode wire = mapper.readTree("{\"account\":" + account + "}");
		IdempotencyScope scope = new IdempotencyScope("agent-1", this.accounts.resolve("agent-1", wire), null);
		IdempotencyRequest request = Requests.withScope(Requests.request(), scope);
		this.store.execute(request, () -> "{\"text\":\"secret answer\"}");
		return request;
	}

	private HttpResponse<String> lookUp(String agent, String account, String key) {
		return new HttpCalls(this.port).post(PATH,
				mapper.writeValueAsString(Map.of("agent", agent, "account", account, "key", key)));
	}

	private HttpResponse<String> exchange(String method, String path) {
		return new HttpCalls(this.port).send(method, PATH + path, null, null);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(BuyTasks.class)
	static class Application {

	}

}
