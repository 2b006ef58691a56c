package io.adcp.spring.server.a2a;

import java.io.IOException;
import java.math.BigInteger;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.PositiveOrZero;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * An application that answers tasks over MCP and A2A, each to the agent that the header
 * {@code X-Agent} names. A buy's name says how it goes on after its row is written.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ A2aSeller.Tasks.class, A2aSeller.AgentFilter.class })
class A2aSeller {

	static final String ENABLED = "adcp.server.a2a.enabled=true";

	static final String NAME = "spring.application.name=test-seller";

	/** Told when a slow buy has begun. */
	static volatile CountDownLatch begun = new CountDownLatch(1);

	/** Lets a slow buy end. */
	static volatile CountDownLatch end = new CountDownLatch(1);

	record Buy(String name, @PositiveOrZero double budget) {

	}

	@AdcpController
	static class Tasks {

		private final JdbcClient jdbc;

		Tasks(JdbcClient jdbc) {
			this.jdbc = jdbc;
			jdbc.sql("CREATE TABLE IF NOT EXISTS buys (name VARCHAR(100))").update();
		}

		@Idempotent
		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		public Map<String, Object> create(@Valid Buy buy) throws InterruptedException {
			this.jdbc.sql("INSERT INTO buys (name) VALUES (?)").param(buy.name()).update();
			return switch (buy.name()) {
				case "unknown-product" ->
					throw new AdcpTaskException(AdcpError.of(AdcpErrorCode.PRODUCT_NOT_FOUND, "No such product"), null);
				case "bug" -> throw new IllegalStateException("a secret of the seller");
				case "submitted" -> Map.of("status", "submitted", "task_id", "task-1");
				case "large-number" -> Map.of("media_buy_id", BigInteger.TWO.pow(53));
				case "slow" -> slow();
				default -> Map.of("media_buy_id", "mb_" + System.nanoTime(), "packages", List.of());
			};
		}

		private static Map<String, Object> slow() throws InterruptedException {
			begun.countDown();
			if (!end.await(30, TimeUnit.SECONDS)) {
				throw new IllegalStateException("Nobody let the buy end");
			}
			return Map.of("media_buy_id", "mb_slow");
		}

		@AdcpTask(AdcpTask.GET_PRODUCTS)
		public Map<String, Object> products() {
			return Map.of("products", List.of(), "errors",
					List.of(Map.of("code", "PARTIAL", "message", "One source is away")));
		}

	}

	static class AgentFilter extends OncePerRequestFilter {

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			String agent = request.getHeader("X-Agent");
			chain.doFilter(new HttpServletRequestWrapper(request) {

				@Override
				public Principal getUserPrincipal() {
					return (agent == null || agent.isEmpty()) ? null : () -> agent;
				}

			}, response);
		}

	}

}
