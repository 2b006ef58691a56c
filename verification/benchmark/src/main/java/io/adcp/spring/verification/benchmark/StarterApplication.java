package io.adcp.spring.verification.benchmark;

import java.util.Map;

import io.adcp.spring.AdcpTask;
import io.adcp.spring.idempotency.Idempotent;
import io.adcp.spring.server.AdcpController;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The same small application with the starter: what {@link PlainApplication} does in a
 * controller of Spring MVC, it does in a task.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StarterApplication {

	public static void main(String[] args) {
		StartUpReport.print(SpringApplication.run(StarterApplication.class, args));
	}

	@Bean
	static StartUpReport startUpReport() {
		return new StartUpReport();
	}

	/**
	 * Found as a member of its configuration. Does something in a transaction, once for
	 * each key.
	 */
	@AdcpController
	static class Controller {

		private final JdbcClient jdbc;

		Controller(JdbcClient jdbc) {
			this.jdbc = jdbc;
		}

		@AdcpTask(AdcpTask.CREATE_MEDIA_BUY)
		@Idempotent
		public Map<String, Object> buy(JsonNode request) {
			return this.jdbc.sql("SELECT 1 AS one").query().singleRow();
		}

	}

}
