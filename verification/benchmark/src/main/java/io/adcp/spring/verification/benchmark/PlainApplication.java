package io.adcp.spring.verification.benchmark;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A small application of Spring MVC and JDBC without the starter.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class PlainApplication {

	public static void main(String[] args) {
		StartUpReport.print(SpringApplication.run(PlainApplication.class, args));
	}

	@Bean
	static StartUpReport startUpReport() {
		return new StartUpReport();
	}

	/**
	 * Found as a member of its configuration. Does something in a transaction.
	 */
	@RestController
	static class Controller {

		private final JdbcClient jdbc;

		Controller(JdbcClient jdbc) {
			this.jdbc = jdbc;
		}

		@PostMapping("/buys")
		@Transactional
		public Map<String, Object> buy() {
			return this.jdbc.sql("SELECT 1 AS one").query().singleRow();
		}

	}

}
