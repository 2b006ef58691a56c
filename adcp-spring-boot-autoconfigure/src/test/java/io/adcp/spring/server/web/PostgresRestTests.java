package io.adcp.spring.server.web;

import javax.sql.DataSource;

import io.adcp.spring.testing.PostgresServer;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * {@link RestCases} on PostgreSQL.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PostgresRestTests extends RestCases {

	@Configuration(proxyBeanMethods = false)
	@Import(RestSeller.class)
	static class Seller {

		@Bean
		DataSource dataSource() {
			return PostgresServer.newDatabase(5);
		}

	}

}
