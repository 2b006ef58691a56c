package io.adcp.spring.verification.crash.rest;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the run adds to the packaged sample seller, by {@code spring.main.sources} and a
 * jar beside its own.
 */
@Configuration(proxyBeanMethods = false)
public class RestConfiguration {

	private static final String TABLES = """
			CREATE TABLE IF NOT EXISTS rest_buy (
				id VARCHAR(50) NOT NULL PRIMARY KEY,
				agent VARCHAR(100) NOT NULL,
				buyer_ref VARCHAR(255),
				budget NUMERIC(18, 2) NOT NULL
			);
			CREATE TABLE IF NOT EXISTS rest_creative (
				agent VARCHAR(100) NOT NULL,
				creative_id VARCHAR(255) NOT NULL,
				name VARCHAR(255) NOT NULL,
				PRIMARY KEY (agent, creative_id)
			)
			""";

	@Bean
	SellerOverRest restTasks(JdbcClient jdbc) {
		jdbc.sql(TABLES).update();
		return new SellerOverRest(jdbc);
	}

}
