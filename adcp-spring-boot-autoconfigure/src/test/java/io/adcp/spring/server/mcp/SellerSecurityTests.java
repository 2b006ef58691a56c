package io.adcp.spring.server.mcp;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.testing.HttpCalls;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import static io.adcp.spring.testing.HttpCalls.result;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Spring Security refuses is told to the caller in AdCP's words, over MCP and REST.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "spring.datasource.url=jdbc:h2:mem:security-seller;DB_CLOSE_DELAY=-1")
class SellerSecurityTests {

	private static final String TEXT = "only for role TRADING_DESK of ds-7";

	@LocalServerPort
	private int port;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Guard guard;

	@BeforeEach
	void nobodyIsRefused() {
		this.jdbc.sql("CREATE TABLE IF NOT EXISTS buys (id INT AUTO_INCREMENT PRIMARY KEY)").update();
		this.jdbc.sql("DELETE FROM buys").update();
		this.guard.refusal.set(null);
		this.guard.stranger.set(null);
		this.guard.agent.set("agent-1");
	}

	static Stream<Arguments> refusals() {
		return Stream.of(Arguments.of(new AccessDeniedException(TEXT), "PERMISSION_DENIED", 403),
				Arguments.of(new AuthorizationDeniedException(TEXT, new AuthorizationDecision(false)),
						"PERMISSION_DENIED", 403),
				Arguments.of(new BadCredentialsException(TEXT), "AUTH_INVALID", 401),
				Arguments.of(new CredentialsExpiredException(TEXT), "AUTH_INVALID", 401),
				Arguments.of(new AuthenticationCredentialsNotFoundException(TEXT), "AUTH_MISSING", 401),
				Arguments.of(new InsufficientAuthenticationException(TEXT), "AUTH_MISSING", 401),
				Arguments.of(new InternalAuthenticationServiceException(TEXT), "SERVICE_UNAVAILABLE", 503));
	}

	@ParameterizedTest
	@MethodSource("refusals")
	void aRefusalUndoesTheCallAndLeavesTheKeyFree(RuntimeException refusal, String code, int status) {
		String request = "{\"idempotency_key\":\"%s\"}".formatted(IdempotencyKey.generate());
		this.guard.refusal.set(refusal);
		HttpResponse<String> overMcp = mcp("create_media_buy", request);
		assertThat(result(overMcp).at("/adcp_error/code").asString()).isEqualTo(code);
		HttpResponse<String> overRest = post("/buys", request);
		assertThat(HttpCalls.json(overRest).at("/adcp_error/code").asString()).isEqualTo(code);
		assertThat(overRest.statusCode()).isEqualTo(status);
		assertThat(overMcp.body() + overRest.body()).doesNotContain("TRADING_DESK", "ds-7", "springframework");
		assertThat(buys()).isZero();
		this.guard.refusal.set(null);
		JsonNode repeated = result(mcp("create_media_buy", request));
		assertThat(repeated.path("media_buy_id").asString()).isEqualTo("mb_1");
		assertThat(repeated.path("replayed").asBoolean()).isFalse();
		assertThat(buys()).isOne();
	}

	@Test
	void nobodyInParticularIsAskedForCredentials() {
		this.guard.agent.set(null);
		this.guard.refusal.set(new AccessDeniedException(TEXT));
		JsonNode answer = result(mcp("get_products", "{}"));
		assertThat(answer.at("/adcp_error/code").asString()).isEqualTo("AUTH_MISSING");
		assertThat(answer.at("/adcp_error/recovery").asString()).isEqualTo("correctable");
	}

	@Test
	void anAgentResolverMayRefuseTheCaller() {
		this.guard.stranger.set(new BadCredentialsException(TEXT));
		for (String task : new String[] { "get_products", "create_media_buy", "get_adcp_capabilities" }) {
			HttpResponse<String> answer = mcp(task, "{\"context\":{\"call\":1}}");
			assertThat(result(answer).at("/adcp_error/code").asString()).as(answer.body()).isEqualTo("AUTH_INVALID");
			assertThat(result(answer).at("/context/call").asInt()).isOne();
			assertThat(answer.body()).doesNotContain("TRADING_DESK", "springframework");
		}
		HttpResponse<String> overRest = post("/buys", "{}");
		assertThat(overRest.statusCode()).isEqualTo(401);
		assertThat(overRest.body()).contains("AUTH_INVALID").doesNotContain("TRADING_DESK", "springframework");
	}

	private int buys() {
		return this.jdbc.sql("SELECT COUNT(*) FROM buys").query(Integer.class).single();
	}

	private HttpResponse<String> mcp(String task, String arguments) {
		return new HttpCalls(this.port).tool(task, arguments);
	}

	private HttpResponse<String> post(String path, String body) {
		return new HttpCalls(this.port).post(path, body);
	}

	static class Guard {

		final AtomicReference<@Nullable RuntimeException> refusal = new AtomicReference<>();

		final AtomicReference<@Nullable RuntimeException> stranger = new AtomicReference<>();

		final AtomicReference<@Nullable String> agent = new AtomicReference<>();

		void check() {
			throwIfAny(this.refusal.get());
		}

		@Nullable String agent() {
			throwIfAny(this.stranger.get());
			return this.agent.get();
		}

		private static void throwIfAny(@Nullable RuntimeException thrown) {
			if (thrown != null) {
				throw thrown;
			}
		}

	}

	@AdcpController
	static class Seller {

		private final JdbcClient jdbc;

		private final Guard guard;

		Seller(JdbcClient jdbc, Guard guard) {
			this.jdbc = jdbc;
			this.guard = guard;
		}

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		public Map<String, Object> create() {
			this.jdbc.sql("INSERT INTO buys DEFAULT VALUES").update();
			this.guard.check();
			return Map.of("media_buy_id", "mb_1");
		}

		@AdcpTask(AdcpTask.GET_PRODUCTS)
		public Map<String, Object> products() {
			this.guard.check();
			return Map.of();
		}

	}

	@RestController
	static class BuyController {

		private final JdbcClient jdbc;

		private final Guard guard;

		BuyController(JdbcClient jdbc, Guard guard) {
			this.jdbc = jdbc;
			this.guard = guard;
		}

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		@PostMapping("/buys")
		public Map<String, Object> book(@RequestBody Map<String, Object> request) {
			this.jdbc.sql("INSERT INTO buys DEFAULT VALUES").update();
			this.guard.check();
			return Map.of("media_buy_id", "mb_2");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Seller.class, BuyController.class, Guard.class })
	static class Application {

		@Bean
		AgentResolver agentResolver(Guard guard) {
			return (principal) -> guard.agent();
		}

	}

}
