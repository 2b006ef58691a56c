package io.adcp.spring.downstream;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.idempotency.observation.ClaimGauges;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.testing.HttpCalls;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import static io.adcp.spring.testing.HttpCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handlers that take an {@link AdcpClaim}, over MCP and REST, as an application has them.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:claimed-handlers;DB_CLOSE_DELAY=-1",
				"spring.jpa.open-in-view=false", "management.endpoints.web.exposure.include=*" })
class ClaimedHandlerTests {

	@LocalServerPort
	private int port;

	@Autowired
	private OrderingSystem adServer;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private OpenClaims claims;

	private final String key = IdempotencyKey.generate();

	@BeforeEach
	void clear() {
		this.claims.reconciliationRequired(10)
			.forEach((claim) -> this.claims.settleAsNotCommitted(claim.id(), "a test"));
		this.jdbc.sql("DELETE FROM bookings").update();
		this.adServer.booked.clear();
		this.adServer.invocations.clear();
		this.adServer.afterBooking = null;
		this.adServer.beforeBooking = null;
	}

	@Test
	void aTaskIsAnsweredOnceAndReplayed() {
		JsonNode first = mcp("book");
		assertThat(first.path("order").asString()).isEqualTo("order-0");
		assertThat(first.path("replayed").asBoolean()).isFalse();
		JsonNode second = mcp("book");
		assertThat(second.path("order").asString()).isEqualTo("order-0");
		assertThat(second.path("replayed").asBoolean()).isTrue();
		assertBookedOnce();
	}

	@Test
	void aLostAnswerIsInFlightAndTheRetryFindsTheOrder() {
		this.adServer.afterBooking = new IOException("the answer is lost");
		JsonNode unknown = mcp("book");
		assertThat(unknown.at("/adcp_error/code").asString()).isEqualTo("IDEMPOTENCY_IN_FLIGHT");
		assertThat(unknown.at("/adcp_error/retry_after").asInt()).isPositive();
		assertThat(unknown.toString()).doesNotContain(this.adServer.invocations.get(0)).doesNotContain("lost");
		this.adServer.afterBooking = null;
		assertThat(mcp("book").path("order").asString()).isEqualTo("order-0");
		assertBookedOnce();
	}

	@Test
	void aRestMethodIsAnsweredOnceWithItsStatusAndReplayed() {
		this.adServer.afterBooking = new IOException("the answer is lost");
		assertThat(rest().statusCode()).isEqualTo(HttpStatus.CONFLICT.value());
		this.adServer.afterBooking = null;
		HttpResponse<String> first = rest();
		assertThat(first.statusCode()).isEqualTo(HttpStatus.CREATED.value());
		assertThat(HttpCalls.isReplay(first)).isFalse();
		HttpResponse<String> second = rest();
		assertThat(second.statusCode()).isEqualTo(HttpStatus.CREATED.value());
		assertThat(second.body()).isEqualTo(first.body());
		assertThat(HttpCalls.isReplay(second)).isTrue();
		assertBookedOnce();
	}

	@Test
	void aPurgedResourceIsReplayedAsTheTerminalErrorThatItIs() {
		JsonNode first = mcp("purged");
		assertThat(first.at("/adcp_error/code").asString()).isEqualTo("COMMITTED_RESOURCE_PURGED");
		assertThat(first.at("/adcp_error/recovery").asString()).isEqualTo("terminal");
		assertThat(first.path("replayed").asBoolean()).isFalse();
		JsonNode second = mcp("purged");
		assertThat(second.at("/adcp_error/code").asString()).isEqualTo("COMMITTED_RESOURCE_PURGED");
		assertThat(second.path("replayed").asBoolean()).isTrue();
	}

	@Test
	void aHandlerThatWritesBeforeItsCommitIsRefused() {
		assertThat(mcp("early").at("/adcp_error/code").asString()).isEqualTo("SERVICE_UNAVAILABLE");
		assertThat(rows()).isZero();
		assertThat(this.adServer.invocations).isEmpty();
	}

	@Test
	void aTaskWithoutKeyIsRefusedBeforeAnythingHappens() {
		JsonNode answer = HttpCalls.result(new HttpCalls(this.port).tool(AdcpTask.GET_PRODUCTS, "{}"));
		assertThat(answer.at("/adcp_error/code").asString()).isEqualTo("INVALID_REQUEST");
		assertThat(answer.at("/adcp_error/field").asString()).isEqualTo("idempotency_key");
		assertThat(this.adServer.invocations).isEmpty();
	}

	@Test
	void openClaimsAreSeenInGaugesAndHealth(@Autowired ClaimGauges gauges,
			@Autowired HealthIndicator adcpIdempotencyHealthIndicator) {
		this.adServer.afterBooking = new IOException("the answer is lost");
		mcp("book");
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		gauges.bindTo(registry);
		assertThat(registry.get(ClaimGauges.NAME).tag("adcp.state", "reconciliation_required").gauge().value())
			.isPositive();
		assertThat(registry.get(ClaimGauges.NAME + ".oldest").timeGauge().value()).isNotNegative();
		assertThat(adcpIdempotencyHealthIndicator.health().getDetails()).containsKeys("openClaims",
				"reconciliationRequired", "oldestClaim");
	}

	@Test
	void anOperatorSettlesAClaimOverHttp() {
		this.adServer.afterBooking = new IOException("the answer is lost");
		mcp("book");
		String id = this.claims.reconciliationRequired(1).get(0).id().toString();
		HttpCalls calls = new HttpCalls(this.port);
		JsonNode shown = json(calls.send("GET", "/actuator/adcpclaims/" + id, null, null));
		assertThat(shown.path("state").asString()).isEqualTo("reconciliation_required");
		assertThat(shown.at("/calls/0/requestId").asString()).isEqualTo(this.adServer.invocations.get(0));
		assertThat(calls.post("/actuator/adcpclaims/" + id, "{\"as\":\"committed\",\"by\":\"jane\"}").statusCode())
			.isEqualTo(400);
		assertThat(calls.post("/actuator/adcpclaims/" + id, "{\"as\":\"not_committed\"}").statusCode()).isEqualTo(400);
		assertThat(json(calls.post("/actuator/adcpclaims/" + id,
				"{\"as\":\"committed\",\"by\":\"jane\",\"response\":\"{\\\"by\\\":\\\"hand\\\"}\"}"))
			.path("settled")
			.asBoolean()).isTrue();
		assertThat(mcp("book").path("by").asString()).isEqualTo("hand");
	}

	private void assertBookedOnce() {
		assertThat(this.adServer.invocations).hasSize(1);
		assertThat(rows()).isOne();
		assertThat(this.claims.count().open()).isZero();
	}

	private int rows() {
		return this.jdbc.sql("SELECT COUNT(*) FROM bookings").query(Integer.class).single();
	}

	private JsonNode mcp(String name) {
		return HttpCalls.result(new HttpCalls(this.port).tool(AdcpTask.UPDATE_MEDIA_BUY, """
				{"idempotency_key":"%s","name":"%s"}""".formatted(this.key, name)));
	}

	private HttpResponse<String> rest() {
		return new HttpCalls(this.port).send("POST", "/bookings", this.key, "{\"name\":\"book\"}");
	}

	record Update(String name) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Tasks.class, Bookings.class })
	static class Seller {

		@Bean
		AgentResolver agentResolver() {
			return (principal) -> "agent-1";
		}

		@Bean
		OrderingSystem adServer() {
			return new OrderingSystem();
		}

	}

	@AdcpController
	static class Tasks {

		private final OrderingSystem adServer;

		private final JdbcClient jdbc;

		private final TransactionTemplate transaction;

		Tasks(OrderingSystem adServer, JdbcClient jdbc, PlatformTransactionManager transactions) {
			this.adServer = adServer;
			this.jdbc = jdbc;
			this.transaction = new TransactionTemplate(transactions);
			jdbc.sql("CREATE TABLE bookings (order_name VARCHAR(100))").update();
		}

		@Idempotent
		@AdcpTask(AdcpTask.UPDATE_MEDIA_BUY)
		public Map<String, Object> update(Update update, AdcpClaim claim) {
			if (update.name().equals("early")) {
				this.transaction.executeWithoutResult((status) -> insert("early"));
			}
			String order = claim.call(this.adServer, new OrderingSystem.Order(update.name(), 1));
			if (update.name().equals("purged")) {
				throw claim.purged();
			}
			return claim.commit(() -> {
				insert(order);
				return Map.of("order", order);
			});
		}

		@Idempotent
		@AdcpTask(AdcpTask.GET_PRODUCTS)
		public Map<String, Object> products(AdcpClaim claim) {
			return claim.commit(Map::of);
		}

		private void insert(String order) {
			this.jdbc.sql("INSERT INTO bookings VALUES (?)").param(order).update();
		}

	}

	@RestController
	static class Bookings {

		private final OrderingSystem adServer;

		private final JdbcClient jdbc;

		Bookings(OrderingSystem adServer, JdbcClient jdbc) {
			this.adServer = adServer;
			this.jdbc = jdbc;
		}

		@Idempotent
		@PostMapping("/bookings")
		public ResponseEntity<Map<String, Object>> book(@RequestBody Update update, AdcpClaim claim) {
			String order = claim.call(this.adServer, new OrderingSystem.Order(update.name(), 1));
			return claim.commit(() -> {
				this.jdbc.sql("INSERT INTO bookings VALUES (?)").param(order).update();
				return ResponseEntity.status(HttpStatus.CREATED).body(Map.of("order", order));
			});
		}

	}

}
