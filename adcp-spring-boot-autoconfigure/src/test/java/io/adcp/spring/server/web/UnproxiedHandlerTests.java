package io.adcp.spring.server.web;

import java.net.http.HttpResponse;
import java.util.Map;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.IdempotencyKey;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AgentResolver;
import io.adcp.spring.testing.HttpCalls;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpStatus.NO_CONTENT;

/**
 * The net below all checks at the start: what no engine has seen is no success.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "adcp.idempotency.backend=memory")
class UnproxiedHandlerTests {

	@LocalServerPort
	private int port;

	@Test
	void anAnswerThatNobodyRemembersIsNotSent() {
		HttpCalls calls = new HttpCalls(this.port);
		HttpResponse<String> plain = calls.send("POST", "/unproxied", IdempotencyKey.generate(), null);
		assertThat(plain.statusCode()).isEqualTo(500);
		assertThat(plain.body()).doesNotContain("done");
		assertThat(calls.send("DELETE", "/unproxied", IdempotencyKey.generate(), null).statusCode()).isEqualTo(500);
		HttpResponse<String> task = calls.send("POST", "/unproxied-task", IdempotencyKey.generate(), "{}");
		assertThat(task.statusCode()).isEqualTo(503);
		assertThat(HttpCalls.errorCode(HttpCalls.json(task))).isEqualTo("SERVICE_UNAVAILABLE");
	}

	@RestController
	static class Unproxied {

		@Idempotent
		@PostMapping("/unproxied")
		public Map<String, Boolean> answer() {
			return Map.of("done", true);
		}

		@Idempotent
		@DeleteMapping("/unproxied")
		@ResponseStatus(NO_CONTENT)
		public void delete() {
		}

		@Idempotent
		@AdcpTask(AdcpTask.SYNC_CREATIVES)
		@PostMapping("/unproxied-task")
		public Map<String, Boolean> task() {
			return Map.of("done", true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		// The name by which Spring makes a bean without any proxy, and a scope that the
		// check at the start does not see into
		@Bean(name = "io.adcp.spring.server.web.UnproxiedHandlerTests$Unproxied.ORIGINAL")
		@Scope("prototype")
		Unproxied unproxied() {
			return new Unproxied();
		}

		@Bean
		AgentResolver agentResolver() {
			return (principal) -> "agent-1";
		}

	}

}
