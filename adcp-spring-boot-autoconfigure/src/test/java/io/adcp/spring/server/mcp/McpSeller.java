package io.adcp.spring.server.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.adcp.spring.AdcpError;
import io.adcp.spring.AdcpErrorCode;
import io.adcp.spring.AdcpTask;
import io.adcp.spring.AdcpTaskException;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;
import io.adcp.spring.server.AdcpExchange;
import io.adcp.spring.server.AgentResolver;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An application that answers two tasks over MCP. Each buy leaves a row, and the buy's
 * name says how it goes on from there.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(McpSeller.Tasks.class)
class McpSeller {

	static final String DATABASE = "spring.datasource.url=jdbc:h2:mem:mcp-seller;DB_CLOSE_DELAY=-1";

	static final String NAME = "spring.application.name=test-seller";

	@Bean
	AgentResolver agentResolver() {
		return (principal) -> "agent-1";
	}

	record Package(@JsonProperty("product_id") @NotBlank String productId,
			@JsonProperty("daily_cap") @PositiveOrZero Integer dailyCap) {

	}

	record Buy(@NotBlank String name, @PositiveOrZero double budget, @Valid List<Package> packages) {

	}

	@AdcpController
	static class Tasks {

		private final JdbcClient jdbc;

		private int calls;

		Tasks(JdbcClient jdbc) {
			this.jdbc = jdbc;
			jdbc.sql("CREATE TABLE buys (name VARCHAR(100))").update();
		}

		@Idempotent
		@AdcpTask(value = AdcpTask.CREATE_MEDIA_BUY, description = "Books a media buy.")
		public Map<String, Object> create(@Valid Buy buy) {
			this.jdbc.sql("INSERT INTO buys (name) VALUES (?)").param(buy.name()).update();
			return switch (buy.name()) {
				case "unknown-product" ->
					throw new AdcpTaskException(AdcpError.of(AdcpErrorCode.PRODUCT_NOT_FOUND, "No such product"), null);
				case "error-body" ->
					Map.of("errors", List.of(Map.of("code", "BUDGET_TOO_LOW", "message", "More, please")));
				case "bug" -> throw new IllegalStateException("a secret of the seller");
				case "own-envelope" -> ownEnvelope();
				default -> Map.of("media_buy", "mb_" + System.nanoTime());
			};
		}

		private static Map<String, Object> ownEnvelope() {
			Map<String, Object> answer = new LinkedHashMap<>();
			answer.put("media_buy_id", "mb_" + System.nanoTime());
			answer.put("status", "pending_creatives");
			answer.put("media_buy_status", "pending_creatives");
			answer.put("context", Map.of("call", "the handler's"));
			answer.put("replayed", "the handler's");
			answer.put("idempotency_key", "the handler's");
			answer.put("timestamp", "2020-01-01T00:00:00Z");
			return answer;
		}

		@Idempotent
		@AdcpTask(AdcpTask.GET_PRODUCTS)
		public Map<String, Object> products(AdcpExchange exchange) {
			return Map.of("products", List.of(), "calls", ++this.calls, "served_to_handler",
					exchange.version().toString());
		}

	}

}
