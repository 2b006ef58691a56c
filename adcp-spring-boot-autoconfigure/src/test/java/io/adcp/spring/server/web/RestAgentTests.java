package io.adcp.spring.server.web;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.util.Map;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpExchange;
import io.adcp.spring.testing.HttpCalls;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

import tools.jackson.databind.JsonNode;

import static io.adcp.spring.testing.HttpCalls.errorCode;
import static io.adcp.spring.testing.HttpCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who calls a REST controller's task method: whoever the application's security has
 * authenticated.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "adcp.idempotency.backend=memory")
class RestAgentTests {

	@LocalServerPort
	private int port;

	@Test
	void theAuthenticatedPrincipalIsTheAgent() {
		JsonNode answer = postAs("agent-7", IdempotencyKey.generate());
		assertThat(answer.path("agent").asString("")).isEqualTo("agent-7");
	}

	@Test
	void anotherPrincipalsKeyIsAKeyLikeAnyOther() {
		String key = IdempotencyKey.generate();
		assertThat(postAs("agent-1", key).path("replayed").asBoolean(true)).isFalse();
		assertThat(postAs("agent-2", key).path("replayed").asBoolean(true)).isFalse();
		assertThat(postAs("agent-1", key).path("replayed").asBoolean(false)).isTrue();
	}

	@Test
	void nobodyIsRefused() {
		HttpResponse<String> answer = post(IdempotencyKey.generate());
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(errorCode(json(answer))).isEqualTo("AUTH_MISSING");
	}

	private HttpResponse<String> post(String key, String... headers) {
		return new HttpCalls(this.port).post("/creatives", "{\"idempotency_key\":\"" + key + "\"}", headers);
	}

	private JsonNode postAs(String agent, String key) {
		return json(post(key, "Agent", agent));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Creatives.class)
	static class Seller {

		@Bean
		OncePerRequestFilter security() {
			return new OncePerRequestFilter() {

				@Override
				protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
						FilterChain chain) throws ServletException, IOException {
					chain.doFilter(new Authenticated(request), response);
				}

			};
		}

	}

	static class Authenticated extends HttpServletRequestWrapper {

		Authenticated(HttpServletRequest request) {
			super(request);
		}

		@Override
		public @Nullable Principal getUserPrincipal() {
			String agent = getHeader("Agent");
			return (agent != null) ? () -> agent : null;
		}

	}

	@RestController
	static class Creatives {

		@PostMapping("/creatives")
		@AdcpTask(AdcpTask.SYNC_CREATIVES)
		@Idempotent
		public Map<String, String> sync(@RequestBody JsonNode request) {
			return Map.of("agent", AdcpExchange.current().agent());
		}

	}

}
