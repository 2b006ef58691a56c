package io.adcp.spring.verification.crash.seller;

import javax.sql.DataSource;

import io.adcp.spring.idempotency.jdbc.JdbcIdempotencyBackend;
import io.adcp.spring.idempotency.jdbc.LedgerTable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Sellers with their records beside the business rows, or with the broken backend.
 */
@Configuration(proxyBeanMethods = false)
public class JdbcCrashConfiguration {

	@Bean
	JdbcIdempotencyBackend crashingBackend(DataSource dataSource, LedgerTable table,
			@Value("${crash.broken:false}") boolean broken) {
		return broken ? new BrokenBackend(dataSource, table) : new CrashingBackend(dataSource, table);
	}

}
